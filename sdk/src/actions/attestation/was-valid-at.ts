import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { WasValidAtArgs } from '../../generated/attestation-values.js'
import { viewMethod } from '../call-method.js'

export type WasValidAtParameters = WasValidAtArgs

/** Whether a worker was valid at a time, as far as the kept history tells. */
export function wasValidAt(client: Client, parameters: WasValidAtParameters): Promise<boolean> {
  return viewMethod(client, client.contracts.attestation, attestationMethods.wasValidAt, parameters)
}
