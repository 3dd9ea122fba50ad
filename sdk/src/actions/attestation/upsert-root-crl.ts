import type { Client } from '../../clients/client.js'
import { attestationMethods } from '../../generated/attestation-methods.js'
import type { CollateralResult } from '../../generated/attestation-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/**
 * The root's revocation list in DER; stored certificates it lists are removed at once. Anyone
 * registered; likewise the other uploads. Errors: ERR_COLLATERAL_MALFORMED, _ROLE, _DATES, _STALE,
 * _ROLLBACK, _SIGNATURE, ERR_PAUSED, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function upsertRootCrl(
  client: Client,
  parameters: Uint8Array,
  options?: SendOptions,
): Promise<Sent<CollateralResult>> {
  return callMethod(
    client,
    client.contracts.attestation,
    attestationMethods.upsertRootCrl,
    parameters,
    { teraGas: 60 },
    options,
  )
}
