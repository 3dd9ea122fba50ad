import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { GrantCreditsArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type GrantCreditsParameters = GrantCreditsArgs

/**
 * Grants resource credits to a registered account, whose storage they take. The competition only; a
 * repetition does nothing. Errors: ERR_NOT_NEIGHBOUR, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function grantCredits(
  client: Client,
  parameters: GrantCreditsParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.grantCredits,
    parameters,
    { teraGas: 30 },
    options,
  )
}
