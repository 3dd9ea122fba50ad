import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { DecimalU128 } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { callMethod, type Sent } from '../call-method.js'

export type DepositParameters = {
  /** What is added to the credit. */
  readonly depositYocto: bigint
}

/**
 * Adds the attached NEAR to the caller's credit. The caller must be registered. Errors:
 * ERR_NOT_REGISTERED, ERR_ARGS. Tokens are deposited by `ft_transfer_call`.
 */
export function deposit(
  client: Client,
  contract: ContractName,
  parameters: DepositParameters,
  options?: SendOptions,
): Promise<Sent<DecimalU128>> {
  const { depositYocto } = parameters
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.deposit,
    {},
    { teraGas: 30, depositYocto },
    options,
  )
}
