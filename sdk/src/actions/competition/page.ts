import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { PageArgs, RankView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type PageParameters = PageArgs

/** Up to 50 entries from a rank on. */
export function page(client: Client, parameters: PageParameters): Promise<readonly RankView[]> {
  return viewMethod(client, client.contracts.competition, competitionMethods.page, parameters)
}
