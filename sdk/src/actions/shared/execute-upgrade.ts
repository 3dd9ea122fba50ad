import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

/**
 * Deploys the proposed code; the input is the wasm itself. Anyone, once the delay is over. Code,
 * `migrate` and `self_test` stand or fall together. Errors: ERR_NO_UPGRADE, ERR_UPGRADE_EARLY,
 * ERR_UPGRADE_HASH.
 */
export function executeUpgrade(
  client: Client,
  contract: ContractName,
  parameters: Uint8Array,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.executeUpgrade,
    parameters,
    { teraGas: 900 },
    options,
  )
}
