import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { IsCreatorArgs } from '../../generated/competition-values.js'
import { viewMethod } from '../call-method.js'

export type IsCreatorParameters = IsCreatorArgs

/** Whether an account may create series. */
export function isCreator(client: Client, parameters: IsCreatorParameters): Promise<boolean> {
  return viewMethod(client, client.contracts.competition, competitionMethods.isCreator, parameters)
}
