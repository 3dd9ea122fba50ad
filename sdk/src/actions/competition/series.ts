import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { SeriesArgs, SeriesView } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type SeriesParameters = SeriesArgs

/** A series. Errors: ERR_SERIES_NOT_FOUND. */
export function series(client: Client, parameters: SeriesParameters): Promise<SeriesView> {
  return viewMethod(client, client.contracts.competition, competitionMethods.series, parameters)
}
