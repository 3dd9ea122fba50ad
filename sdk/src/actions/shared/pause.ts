import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { PauseArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type PauseParameters = PauseArgs

/**
 * Stops features. Guardian or owner; whatever lets money out is never stopped. Errors:
 * ERR_NOT_GUARDIAN.
 */
export function pause(
  client: Client,
  contract: ContractName,
  parameters: PauseParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.pause,
    parameters,
    { teraGas: 30 },
    options,
  )
}
