export { BudgetError } from './budget-error.js'
export { fromBase64, fromHex, toBase64, toHex } from './bytes.js'
export {
  type Challenge,
  type ChallengeEcho,
  decodeChallenge,
  decodeX402,
} from './challenge.js'
export type { ClaimProof } from './claim.js'
export {
  type Credential,
  encodeCredential,
  encodeX402Credential,
  type MultiVoucherCredential,
  type TickCommitCredential,
  type TickCredential,
  type VoucherCredential,
} from './credential.js'
export { type ChannelTerms, channelId, contextId } from './identity.js'
export {
  type JournalRecord,
  type KeyValueStorage,
  memoryJournal,
  type PayerJournal,
  storageJournal,
} from './journal.js'
export { type BatchEntry, batchEntryLength, encodeBatch } from './messages/batch.js'
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
  encodeReceipt,
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
export {
  makeOffer,
  type Offer,
  type OfferTerms,
  offerFromWire,
  offerToWire,
  priceSheet,
  termsHashOf,
  termsMessage,
} from './offer.js'
export { checkOffer, type OfferLimits, OfferRefusedError } from './offer-check.js'
export {
  createPaidFetch,
  type OpenedChannel,
  type PaidFetch,
  type PaidFetchOptions,
} from './paid-fetch.js'
export type { NextAction, Problem, ProblemType } from './problem.js'
export { createReceiptBook, type ReceiptBook, ReceiptError, type Seen } from './receipts.js'
export { recoverSession, recoveryPath } from './recovery.js'
export {
  type CallMeter,
  createPayerSession,
  type LaneSigning,
  type PayerSession,
  type PayerSessionOptions,
} from './session.js'
export {
  checkSignature,
  formatKey,
  parseKey,
  randomSigner,
  type Signer,
  signerFromSeed,
} from './signer.js'
export { createTickChain, type TickChain } from './ticks.js'
export { createWallet, type LaneName, type Wallet, type WalletOptions } from './wallet.js'
