import type { Client } from '../../clients/client.js'
import { competitionMethods } from '../../generated/competition-methods.js'
import type { RequestUnbondArgs } from '../../generated/competition-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type RequestUnbondParameters = RequestUnbondArgs

/** Starts the delay after which free bond can be taken. Its owner. Errors: ERR_NO_BOND, ERR_STAKE. */
export function requestUnbond(
  client: Client,
  parameters: RequestUnbondParameters = {},
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.competition,
    competitionMethods.requestUnbond,
    parameters,
    { teraGas: 30 },
    options,
  )
}
