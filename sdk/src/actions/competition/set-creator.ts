import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { SetCreatorArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SetCreatorParameters = SetCreatorArgs

/** Says who may create series, besides the owner. Owner only. Errors: ERR_NOT_OWNER. */
export function setCreator(
  client: Client,
  parameters: SetCreatorParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.setCreator,
    parameters,
    { teraGas: 30 },
    options,
  )
}
