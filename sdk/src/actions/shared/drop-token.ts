import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { DropTokenArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type DropTokenParameters = DropTokenArgs

/** Ends that and frees the storage. Errors: ERR_TOKEN_NOT_HELD, ERR_STORAGE_IN_USE. */
export function dropToken(
  client: Client,
  contract: ContractName,
  parameters: DropTokenParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.dropToken,
    parameters,
    { teraGas: 30 },
    options,
  )
}
