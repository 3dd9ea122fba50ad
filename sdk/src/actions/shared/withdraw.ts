import type { Client, ContractName } from '../../clients/client.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { WithdrawArgs } from '../../generated/channels-values.js'
import type { SendOptions } from '../../sender/context.js'
import { requireDelivered } from '../../sender/result.js'
import { callMethod, type Sent } from '../call-method.js'

export type WithdrawParameters = WithdrawArgs & {
  /** For tokens one yoctoNEAR, or none: then the caller's storage deposit pays it. */
  readonly depositYocto?: bigint
}

/**
 * Pays the caller's credit out, all of it unless `amount` says less. A token transfer takes one
 * yoctoNEAR, attached or else from the caller's unused storage deposit. Restored if the transfer
 * fails. Errors: ERR_NOT_REGISTERED, ERR_TOKEN_NOT_HELD, ERR_NOTHING_TO_WITHDRAW, ERR_CREDIT_SHORT,
 * ERR_ONE_YOCTO, ERR_STORAGE_SHORT, ERR_UNKNOWN_TOKEN.
 */
export function withdraw(
  client: Client,
  contract: ContractName,
  parameters: WithdrawParameters,
  options?: SendOptions,
): Promise<Sent<undefined>> {
  const { depositYocto = 0n, ...args } = parameters
  return callMethod(
    client,
    client.contracts[contract],
    channelsMethods.withdraw,
    args,
    { teraGas: 100, depositYocto },
    options,
  ).then(requireDelivered)
}
