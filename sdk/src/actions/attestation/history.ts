import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { HistoryArgs, ValiditySpan } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type HistoryParameters = HistoryArgs

/** Spans of validity, oldest first. */
export function history(
  client: Client,
  parameters: HistoryParameters,
): Promise<readonly ValiditySpan[]> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.history, parameters)
}
