import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { RegisterResult } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/**
 * Prolongs the caller's registration under the same keys and policy; certificate and QE report are
 * verified again only if they changed. Errors: as `register`, ERR_WORKER_UNKNOWN, ERR_WORKER_ENDED,
 * ERR_RENEW_KEYS.
 */
export function renew(
  client: Client,
  parameters: Uint8Array,
  options?: SendOptions,
): Promise<Sent<RegisterResult>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.renew,
    parameters,
    { teraGas: 100 },
    options,
  )
}
