import type { Client } from '../../clients/client.js'
import { ladderMethods } from '../../generated/ladder-methods.js'
import type { SetTierArgs } from '../../generated/ladder-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type SetTierParameters = SetTierArgs

/** Owner: what a tier is from a later season on. Seats may not fall below those in use. */
export function setTier(
  client: Client,
  parameters: SetTierParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts.ladder,
    ladderMethods.setTier,
    parameters,
    { teraGas: 30 },
    options,
  )
}
