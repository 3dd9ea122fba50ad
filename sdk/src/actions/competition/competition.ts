import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { CompetitionArgs, CompetitionView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type CompetitionParameters = CompetitionArgs

/** A competition as it stands. Errors: ERR_COMPETITION_NOT_FOUND. */
export function competition(
  client: Client,
  parameters: CompetitionParameters,
): Promise<CompetitionView> {
  return viewMethod(
    client,
    client.contracts.competition,
    competitionMethods.competition,
    parameters,
  )
}
