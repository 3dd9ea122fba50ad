import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { PhaseArgs, PhaseView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type PhaseParameters = PhaseArgs

/** The phase, and when it ends. Errors: ERR_COMPETITION_NOT_FOUND. */
export function phase(client: Client, parameters: PhaseParameters): Promise<PhaseView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.phase, parameters)
}
