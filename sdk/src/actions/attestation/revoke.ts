import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { RevokeArgs } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RevokeParameters = RevokeArgs

/**
 * Ends a worker by will. The worker itself; guardian or owner, who may date it back. Errors:
 * ERR_NOT_OPERATOR, ERR_REVOKE_TIME, ERR_WORKER_UNKNOWN, ERR_WORKER_ENDED.
 */
export function revoke(
  client: Client,
  parameters: RevokeParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.revoke,
    parameters,
    { teraGas: 30 },
    options,
  )
}
