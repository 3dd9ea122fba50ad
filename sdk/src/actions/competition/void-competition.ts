import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { VoidCompetitionArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type VoidCompetitionParameters = VoidCompetitionArgs

/**
 * Ends what can have no results; everything goes back. Anyone. Errors: ERR_NOT_VOID,
 * ERR_TALLY_OPEN.
 */
export function voidCompetition(
  client: Client,
  parameters: VoidCompetitionParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.voidCompetition,
    parameters,
    { teraGas: 30 },
    options,
  )
}
