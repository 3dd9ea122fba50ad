import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { InvalidateArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type InvalidateParameters = InvalidateArgs

/**
 * Ends a worker that fails a check. Anyone. Errors: ERR_WORKER_UNKNOWN, ERR_WORKER_ENDED,
 * ERR_WORKER_PASSES.
 */
export function invalidate(
  client: Client,
  parameters: InvalidateParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.invalidate,
    parameters,
    { teraGas: 100 },
    options,
  )
}
