import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type WithdrawCreditParameters = { readonly amountYocto?: bigint }

/** Takes credit out, all of it unless an amount is given. Restored if the transfer fails. Errors: ERR_NOTHING_TO_WITHDRAW, ERR_CREDIT_SHORT. */
export function withdrawCredit(
  client: Client,
  parameters: WithdrawCreditParameters,
): Promise<TransactionResult> {
  const args = {
    token: 'near',
    ...(parameters.amountYocto === undefined ? {} : { amount: `${parameters.amountYocto}` }),
  }
  return client.send(client.contracts.channels, [
    { methodName: 'withdraw', args, gas: gasOf.withdraw, depositYocto: 0n },
  ])
}
