import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type TopUpFromVaultParameters = { readonly channelId: string; readonly amount: bigint }

/** Adds to the deposit of an open channel from the caller's credit in the channel's token; anyone may. Errors: ERR_NOT_OPEN, ERR_CREDIT_SHORT, ERR_TOKEN_NOT_HELD. */
export function topUpFromVault(
  client: Client,
  parameters: TopUpFromVaultParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId, amount: String(parameters.amount) }
  return client.send(client.contracts.channels, [
    { methodName: 'top_up_from_vault', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
