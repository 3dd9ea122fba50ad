/** Names that only the payment layer may use. */
export const paymentEvents = {
  needVoucher: 'payment-need-voucher',
  receipt: 'payment-receipt',
  error: 'payment-error',
} as const

/** The header that carries a receipt, or at the start of a stream what the input costs. */
export const receiptHeader = 'payment-receipt'

/** Where a provider publishes its terms; a channel's snapshot is one segment below. */
export const recoveryPath = '/.well-known/near-paych'
