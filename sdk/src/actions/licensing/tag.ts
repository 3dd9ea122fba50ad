import type { Client } from '../../clients/client.js'
import { licensingMethods } from '../../generated/licensing-methods.js'
import type { TagArgs } from '../../generated/licensing-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type TagParameters = TagArgs

/**
 * Guardian or owner: for at most 30 days nothing of the asset's revenue can be taken, and it cannot
 * be licensed or derived from; revenue still accrues. Ends by itself; again at the earliest 7 days
 * after.
 */
export function tag(
  client: Client,
  parameters: TagParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.licensing,
    licensingMethods.tag,
    parameters,
    { teraGas: 30 },
    options,
  )
}
