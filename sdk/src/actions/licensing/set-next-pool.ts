import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { SetNextPoolArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SetNextPoolParameters = SetNextPoolArgs

/** Owner. The ladder's pool that assets without a pool of their own pay to; `"0"` for none. */
export function setNextPool(
  client: Client,
  parameters: SetNextPoolParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.setNextPool,
    parameters,
    { teraGas: 30 },
    options,
  )
}
