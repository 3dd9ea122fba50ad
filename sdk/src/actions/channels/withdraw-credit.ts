import type { Client } from '../../clients/client.js'
import { requireDelivered, type TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type WithdrawCreditParameters = {
  /** All of it unless given. */
  readonly amountYocto?: bigint
  /** `near` unless given. A token's transfer takes one yoctoNEAR, sent along. */
  readonly token?: string
}

/** Takes credit out. Restored if the transfer fails. Errors: ERR_NOTHING_TO_WITHDRAW, ERR_CREDIT_SHORT. */
export function withdrawCredit(
  client: Client,
  parameters: WithdrawCreditParameters,
): Promise<TransactionResult> {
  const { amountYocto, token = 'near' } = parameters
  const args = { token, ...(amountYocto === undefined ? {} : { amount: `${amountYocto}` }) }
  const depositYocto = token === 'near' ? 0n : 1n
  return client
    .send(client.contracts.channels, [
      { methodName: 'withdraw', args, gas: gasOf.withdraw, depositYocto },
    ])
    .then(requireDelivered)
}
