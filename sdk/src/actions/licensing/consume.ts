import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { ConsumeArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ConsumeParameters = ConsumeArgs

/** By the holder or the account bound to the licence. Returns the units left. */
export function consume(
  client: Client,
  parameters: ConsumeParameters,
  options?: SendOptions,
): Promise<Sent<bigint>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.consume,
    parameters,
    { teraGas: 30 },
    options,
  )
}
