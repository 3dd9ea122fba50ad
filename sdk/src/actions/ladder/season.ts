import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { SeasonView } from '../../generated/ladder-values.js'
import { viewMethod } from '../call-method.js'

/** The present season and its phase. */
export function season(client: Client): Promise<SeasonView> {
  return viewMethod(client, client.contracts.ladder, ladderMethods.season, {})
}
