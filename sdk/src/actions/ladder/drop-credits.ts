import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { DropCreditsArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type DropCreditsParameters = DropCreditsArgs

/** Frees the record of an account whose credits have lapsed. Anyone. Errors: ERR_CREDITS_LIVE. */
export function dropCredits(
  client: Client,
  parameters: DropCreditsParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.dropCredits,
    parameters,
    { teraGas: 30 },
    options,
  )
}
