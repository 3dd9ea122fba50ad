import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { CutoffArgs, RankView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type CutoffParameters = CutoffArgs

/** The last of the best `places`; null when nothing is ranked. */
export function cutoff(client: Client, parameters: CutoffParameters): Promise<null | RankView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.cutoff, parameters)
}
