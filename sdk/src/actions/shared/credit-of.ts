import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { CreditOfArgs, DecimalU128 } from '../../generated/channels-values.js'
import { viewMethod } from '../call-method.js'

export type CreditOfParameters = CreditOfArgs

/** An account's credit in a token. */
export function creditOf(
  client: Client,
  contract: ContractName,
  parameters: CreditOfParameters,
): Promise<DecimalU128> {
  return viewMethod(client, client.contracts[contract], channelsMethods.creditOf, parameters)
}
