import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { CreateSeriesArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type CreateSeriesParameters = CreateSeriesArgs

/**
 * Makes a series of the caller, who pays its storage. Owner or allowed creator. Errors:
 * ERR_NOT_CREATOR, ERR_CONFIG, ERR_STORAGE_SHORT.
 */
export function createSeries(
  client: Client,
  parameters: CreateSeriesParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.createSeries,
    parameters,
    { teraGas: 60 },
    options,
  )
}
