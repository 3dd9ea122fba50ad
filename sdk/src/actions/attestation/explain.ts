import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { ExplainArgs, Explanation } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type ExplainParameters = ExplainArgs

/** Every check that a worker fails now; null for an unknown one. */
export function explain(
  client: Client,
  parameters: ExplainParameters,
): Promise<null | Explanation> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.explain, parameters)
}
