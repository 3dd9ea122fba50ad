import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/** Takes ownership over. The proposed owner only. Errors: ERR_NOT_OWNER. */
export function acceptOwner(
  client: Client,
  contract: ContractName,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.acceptOwner,
    {},
    { teraGas: 30 },
    options,
  )
}
