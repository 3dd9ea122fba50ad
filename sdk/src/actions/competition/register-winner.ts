import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { RegisterWinnerArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RegisterWinnerParameters = RegisterWinnerArgs

/**
 * Tells licensing of a prize winner's artefact. Anyone, once. Errors: ERR_NOT_WINNER,
 * ERR_REGISTERED.
 */
export function registerWinner(
  client: Client,
  parameters: RegisterWinnerParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.registerWinner,
    parameters,
    { teraGas: 100 },
    options,
  )
}
