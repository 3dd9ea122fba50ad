export {
  type ChainReader,
  type ChannelOnChain,
  checkVoucher,
  type VoucherCheck,
} from './check-voucher.js'
export { fileLedgerStore } from './file-ledger-store.js'
export { creditYocto } from './metered-stream.js'
export { type RequirePaymentOptions, requirePayment } from './require-payment.js'
export { verifySignature } from './verify.js'
