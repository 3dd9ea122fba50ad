import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { ForgetArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ForgetParameters = ForgetArgs

/**
 * Removes a worker's record 90 days after its end and frees its storage. Anyone. Errors:
 * ERR_WORKER_UNKNOWN, ERR_FORGET_EARLY.
 */
export function forget(
  client: Client,
  parameters: ForgetParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.forget,
    parameters,
    { teraGas: 30 },
    options,
  )
}
