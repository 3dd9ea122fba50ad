import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/** Withdraws the proposal. Owner only. Errors: ERR_NOT_OWNER, ERR_NO_UPGRADE. */
export function cancelUpgrade(
  client: Client,
  contract: ContractName,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.cancelUpgrade,
    {},
    { teraGas: 30 },
    options,
  )
}
