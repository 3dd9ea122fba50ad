import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { ProposeOwnerArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ProposeOwnerParameters = ProposeOwnerArgs

/** Names the next owner, who takes over with `accept_owner`. Owner only. Errors: ERR_NOT_OWNER. */
export function proposeOwner(
  client: Client,
  contract: ContractName,
  parameters: ProposeOwnerParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.proposeOwner,
    parameters,
    { teraGas: 30 },
    options,
  )
}
