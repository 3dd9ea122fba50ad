/** Layout of the raw inputs of `settle_batch` and `settle_multi`. Pure. */

/** channel_id[32] | lane u32 | cumulative u128 | ack_hash[32] | signature[64] */
export const batchEntry = {
  length: 148,
  channelId: 0,
  lane: 32,
  cumulative: 36,
  ackHash: 52,
  signature: 84,
} as const

/** channel_id[32] | lane u32 | cumulative u128 */
export const multiEntry = { length: 52, channelId: 0, lane: 32, cumulative: 36 } as const

/** signer_key[32] | signature[64], before the entries. */
export const multiHead = { length: 96, signerKey: 0, signature: 32 } as const

/** Settled entries that a log names one by one: 32 characters each of the 16 384 bytes it may have. */
export const maxLogged = 500

/** First 8 bytes of the channel id | amount u128. */
export const loggedLength = 24
