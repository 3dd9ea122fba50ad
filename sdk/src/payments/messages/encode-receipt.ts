import { encodeBorsh } from '../../codecs/borsh.js'
import { headFields, kinds } from './head.js'
import type { UsageReceipt } from './receipt.js'
import { receiptSchema } from './schemas.js'

/** Throws RangeError when a field does not fit. */
export function encodeReceipt(receipt: UsageReceipt): Uint8Array {
  return encodeBorsh(receiptSchema, { ...receipt, ...headFields(kinds.receipt), reserved: 0 })
}
