import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { EvictArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type EvictParameters = EvictArgs

/** Ends the seat of an inactive holder. Anyone. Errors: ERR_NO_SEAT, ERR_ACTIVE. */
export function evict(
  client: Client,
  parameters: EvictParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.evict,
    parameters,
    { teraGas: 60 },
    options,
  )
}
