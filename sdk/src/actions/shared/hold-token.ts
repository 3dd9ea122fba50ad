import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { HoldTokenArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type HoldTokenParameters = HoldTokenArgs

/**
 * Makes the caller able to hold a token; its record is charged to the caller's storage deposit.
 * Errors: ERR_UNKNOWN_TOKEN, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function holdToken(
  client: Client,
  contract: ContractName,
  parameters: HoldTokenParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.holdToken,
    parameters,
    { teraGas: 30 },
    options,
  )
}
