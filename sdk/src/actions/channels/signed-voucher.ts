import { toBase64 } from '../../codecs/base64.js'

/** A voucher's 128 bytes and their 64-byte signature. */
export type SignedVoucher = { readonly voucher: Uint8Array; readonly signature: Uint8Array }

export function voucherArgs(signed: SignedVoucher | undefined): {
  readonly voucher?: string
  readonly signature?: string
} {
  if (signed === undefined) return {}
  return { voucher: toBase64(signed.voucher), signature: toBase64(signed.signature) }
}
