import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type DropTokenParameters = { readonly token: string }

/** Ends what `holdToken` began and frees its storage. Errors: ERR_TOKEN_NOT_HELD, ERR_STORAGE_IN_USE. */
export function dropToken(
  client: Client,
  parameters: DropTokenParameters,
): Promise<TransactionResult> {
  const args = { token: parameters.token }
  return client.send(client.contracts.channels, [
    { methodName: 'drop_token', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
