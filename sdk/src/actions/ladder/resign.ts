import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { ResignArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ResignParameters = ResignArgs

/** Gives the caller's seat up. Errors: ERR_NO_SEAT. */
export function resign(
  client: Client,
  parameters: ResignParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.resign,
    parameters,
    { teraGas: 60 },
    options,
  )
}
