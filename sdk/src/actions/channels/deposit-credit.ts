import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type DepositCreditParameters = { readonly depositYocto: bigint }

/** Adds NEAR to the caller's credit, the vault that channels are opened from. Errors: ERR_NOT_REGISTERED. */
export function depositCredit(
  client: Client,
  parameters: DepositCreditParameters,
): Promise<TransactionResult> {
  const { depositYocto } = parameters
  return client.send(client.contracts.channels, [
    { methodName: 'deposit', args: {}, gas: gasOf.small, depositYocto },
  ])
}
