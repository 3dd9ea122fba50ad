import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { ParamsView } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

/** Constants and settings. */
export function params(client: Client): Promise<ParamsView> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.params, {})
}
