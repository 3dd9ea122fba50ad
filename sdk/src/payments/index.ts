export { fromBase64, toBase64 } from '../codecs/base64.js'
export { fromHex, toHex } from '../codecs/hex.js'
export {
  checkSignature,
  formatKey,
  parseKey,
  randomSigner,
  type Signer,
  signerFromSeed,
} from '../signers/signer.js'
export { type ChannelTerms, channelId, contextId } from './messages/channel-id.js'
export {
  decodeMultiVoucher,
  encodeMultiVoucher,
  type MultiVoucherEntry,
  multiVoucherDigest,
  multiVoucherLength,
} from './messages/multi-voucher.js'
export {
  type CloseAuth,
  closeAuthLength,
  decodeCloseAuth,
  decodeRefundAuth,
  encodeCloseAuth,
  encodeRefundAuth,
  type RefundAuth,
  refundAuthLength,
} from './messages/payee-auths.js'
export {
  decodeReceipt,
  receiptLength,
  type UsageReceipt,
} from './messages/receipt.js'
export {
  decodeTickCommit,
  encodeTickCommit,
  maxTicksLimit,
  type TickCommit,
  tickCommitLength,
  tickValueYocto,
} from './messages/tick-commit.js'
export {
  decodeVoucher,
  encodeVoucher,
  noAck,
  type Voucher,
  voucherLength,
} from './messages/voucher.js'
export { BudgetError } from './payer/budget-error.js'
export type { ClaimProof } from './payer/claim.js'
export {
  type JournalRecord,
  type KeyValueStorage,
  memoryJournal,
  type PayerJournal,
  storageJournal,
} from './payer/journal.js'
export { checkOffer, type OfferLimits, OfferRefusedError } from './payer/offer-check.js'
export { createPaidFetch, type PaidFetch } from './payer/paid-fetch.js'
export type { OpenedChannel, PaidFetchOptions } from './payer/payer-context.js'
export { createReceiptBook, type ReceiptBook, ReceiptError, type Seen } from './payer/receipts.js'
export { recoverSession } from './payer/recovery.js'
export { createPayerSession } from './payer/session.js'
export type {
  CallMeter,
  LaneSigning,
  PayerSession,
  PayerSessionOptions,
} from './payer/session-types.js'
export { createTickChain, type TickChain } from './payer/tick-chain.js'
export { createWallet, type LaneName, type Wallet, type WalletOptions } from './payer/wallet.js'
export {
  type Challenge,
  type ChallengeEcho,
  decodeChallenge,
  decodeX402,
} from './wire/challenge.js'
export {
  type Credential,
  encodeCredential,
  encodeX402Credential,
  type MultiVoucherCredential,
  type TickCommitCredential,
  type TickCredential,
  type VoucherCredential,
} from './wire/credential.js'
export { recoveryPath } from './wire/names.js'
export {
  makeOffer,
  type Offer,
  type OfferTerms,
  offerFromWire,
  offerToWire,
  priceSheet,
  termsHashOf,
  termsMessage,
} from './wire/offer.js'
export type { NextAction, Problem, ProblemType } from './wire/problem.js'
