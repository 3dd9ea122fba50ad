import type { Client } from '../../clients/client.js'
import type { TransactionResult } from '../../sender/result.js'
import { gasOf } from './gas.js'

export type PurgeTombstoneParameters = { readonly channelId: string }

/** Frees the held id of a channel that closed inside its height window; anyone may, afterwards. Errors: ERR_TOMBSTONE_AGE. */
export function purgeTombstone(
  client: Client,
  parameters: PurgeTombstoneParameters,
): Promise<TransactionResult> {
  const args = { channel_id: parameters.channelId }
  return client.send(client.contracts.channels, [
    { methodName: 'purge', args, gas: gasOf.small, depositYocto: 0n },
  ])
}
