import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type HoldTokenParameters = { readonly token: string }

/** Makes the caller able to be paid in a token; its record is charged to the storage deposit. Errors: ERR_UNKNOWN_TOKEN, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT. */
export function holdToken(
  client: Client,
  parameters: HoldTokenParameters,
): Promise<TransactionResult> {
  const args = { token: parameters.token }
  return client.send(client.contracts.channels, [
    { methodName: 'hold_token', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
