import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import { viewMethod } from '../call-method.js'

/**
 * Reads back what every contract keeps and fails if the contract owes more than it holds; part of
 * an upgrade, and callable by anyone. Errors: ERR_INSOLVENT, ERR_NOT_INITIALIZED.
 */
export function selfTest(client: Client, contract: ContractName): Promise<boolean> {
  return viewMethod(client, client.contracts[contract], channelsMethods.selfTest, {})
}
