import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { GovernanceView } from '../../generated/channels-values.js'
import { viewMethod } from '../call-method.js'

/** Owner, guardian, paused features and the upgrade under way. */
export function governance(client: Client, contract: ContractName): Promise<GovernanceView> {
  return viewMethod(client, client.contracts[contract], channelsMethods.governance, {})
}
