import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { RankArgs, RankView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type RankParameters = RankArgs

/** Rank and score of an entry; null when it is not ranked. */
export function rank(client: Client, parameters: RankParameters): Promise<null | RankView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.rank, parameters)
}
