import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { FundingArgs } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type FundingParameters = FundingArgs

/** What an account has in a competition's escrow. */
export function funding(client: Client, parameters: FundingParameters): Promise<bigint> {
  return viewMethod(client, client.contracts.competition, competitionMethods.funding, parameters)
}
