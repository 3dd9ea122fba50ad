import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { QualifyArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type QualifyParameters = QualifyArgs

/**
 * Proves an account's rank in a final round. Anyone; the first result in a tier takes the caller's
 * storage. Errors: ERR_ROUND_UNKNOWN, ERR_RANK_PROOF, ERR_RESULT_OLD, ERR_RESULT_KNOWN,
 * ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function qualify(
  client: Client,
  parameters: QualifyParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.qualify,
    parameters,
    { teraGas: 40 },
    options,
  )
}
