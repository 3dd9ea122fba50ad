import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ClearStandingArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ClearStandingParameters = ClearStandingArgs

/** Frees the storage of a candidate of a past season. Anyone. Errors: ERR_STANDING_OPEN. */
export function clearStanding(
  client: Client,
  parameters: ClearStandingParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.clearStanding,
    parameters,
    { teraGas: 30 },
    options,
  )
}
