import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { IsValidArgs } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type IsValidParameters = IsValidArgs

/** Whether a worker passes every check of a policy now. */
export function isValid(client: Client, parameters: IsValidParameters): Promise<boolean> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.isValid, parameters)
}
