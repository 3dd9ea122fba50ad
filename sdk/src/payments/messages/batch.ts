import { encodeBorsh } from '../../codecs/borsh.js'
import { concatBytes } from '../../codecs/bytes.js'
import { batchEntrySchema } from './schemas.js'
import type { Voucher } from './voucher.js'

export const batchEntryLength = 148

export type BatchEntry = { readonly voucher: Voucher; readonly signature: Uint8Array }

/**
 * Bytes for `settle_batch`: `channel_id[32] | lane u32 | cumulative u128 | ack_hash[32] |
 * signature[64]` each. The contract rebuilds the vouchers, with no flags and its own context.
 */
export function encodeBatch(entries: readonly BatchEntry[]): Uint8Array {
  return concatBytes(
    ...entries.map(({ voucher, signature }) => {
      if (voucher.conditional === true)
        throw new RangeError('a conditional voucher cannot be batched')
      return encodeBorsh(batchEntrySchema, { ...voucher, signature })
    }),
  )
}
