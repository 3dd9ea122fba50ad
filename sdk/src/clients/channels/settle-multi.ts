import { concatBytes, uintBytes } from '../../codecs/bytes.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { SendOptions } from '../../sender/context.js'
import type { Client } from '../client.js'
import { type SettleBatchReturn, sendBatch } from './batch.js'

export type SettleMultiParameters = {
  /** Raw key that signs for every channel named. */
  readonly signerKey: Uint8Array
  /** Over the 72 bytes of kind 5. */
  readonly signature: Uint8Array
  /** Ascending by channel and lane. */
  readonly entries: readonly {
    readonly channelId: Uint8Array
    readonly lane: number
    readonly cumulative: bigint
  }[]
}

/**
 * Settles many channels of one signer by one signature, whoever the payees are; anyone may. Entries that
 * are settled already or cannot be are skipped. Errors: ERR_BATCH_FORMAT, ERR_VOUCHER_SIGNATURE.
 */
export async function settleMulti(
  client: Client,
  parameters: SettleMultiParameters,
  options?: SendOptions,
): Promise<SettleBatchReturn> {
  const { signerKey, signature, entries } = parameters
  const parts = entries.flatMap(({ channelId, lane, cumulative }) => [
    channelId,
    uintBytes(lane, 4),
    uintBytes(cumulative, 16),
  ])
  const input = concatBytes(signerKey, signature, ...parts)
  return sendBatch(client, channelsMethods.settleMulti, input, entries.length, options)
}
