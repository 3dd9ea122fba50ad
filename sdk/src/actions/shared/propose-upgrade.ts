import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { ProposeUpgradeArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type ProposeUpgradeParameters = ProposeUpgradeArgs

/**
 * Announces the hash of code that anyone may deploy after the delay. Owner only. Errors:
 * ERR_NOT_OWNER, ERR_UPGRADE_DELAY.
 */
export function proposeUpgrade(
  client: Client,
  contract: ContractName,
  parameters: ProposeUpgradeParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.proposeUpgrade,
    parameters,
    { teraGas: 30 },
    options,
  )
}
