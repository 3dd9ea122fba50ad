import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { CompetitionConfig, ConfigArgs } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type ConfigParameters = ConfigArgs

/** The frozen configuration. Errors: ERR_COMPETITION_NOT_FOUND. */
export function config(client: Client, parameters: ConfigParameters): Promise<CompetitionConfig> {
  return viewMethod(client, client.contracts.competition, competitionMethods.config, parameters)
}
