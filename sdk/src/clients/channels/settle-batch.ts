import { concatBytes, prefixed } from '../../codecs/bytes.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { SendOptions } from '../../sender/context.js'
import type { Client } from '../client.js'
import { type SettleBatchReturn, sendBatch } from './batch.js'

const entryBytes = 148

export type SettleBatchParameters = {
  readonly payeeId: string
  /** `near` unless given. */
  readonly token?: string
  /** Of 148 bytes each: channel_id[32] | lane u32 | cumulative u128 | ack_hash[32] | signature[64]. */
  readonly entries: Uint8Array
}

/**
 * Settles vouchers of many channels of one payee and token in one transaction; anyone may. Entries that
 * cannot be settled are skipped and change nothing; `statuses` says which. Errors: ERR_BATCH_FORMAT,
 * ERR_NOT_REGISTERED, ERR_TOKEN_NOT_HELD.
 */
export function settleBatch(
  client: Client,
  parameters: SettleBatchParameters,
  options?: SendOptions,
): Promise<SettleBatchReturn> {
  const { payeeId, token = 'NEAR', entries } = parameters
  const input = concatBytes(prefixed(payeeId), prefixed(token), entries)
  const count = Math.floor(entries.length / entryBytes)
  return sendBatch(client, channelsMethods.settleBatch, input, count, options)
}
