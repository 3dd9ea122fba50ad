import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { RequestCreditsArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RequestCreditsParameters = RequestCreditsArgs

/**
 * Sends resource credits that are due to an admitted entry. Anyone, until commitments end. Errors:
 * ERR_NO_CREDITS.
 */
export function requestCredits(
  client: Client,
  parameters: RequestCreditsParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.requestCredits,
    parameters,
    { teraGas: 100 },
    options,
  )
}
