export { fromBase64, fromHex, toBase64, toHex } from './bytes.js'
export { type Challenge, decodeChallenge, encodeChallenge } from './challenge.js'
export { type Credential, decodeCredential, encodeCredential } from './credential.js'
export { type ChannelTerms, channelId, contextId } from './identity.js'
export {
  type ChargeResult,
  createPayeeLedger,
  type LedgerEntry,
  type LedgerStore,
  memoryLedgerStore,
  type PayeeLedger,
} from './ledger.js'
export {
  type CloseAuth,
  closeAuthLength,
  decodeCloseAuth,
  decodeVoucher,
  encodeCloseAuth,
  encodeVoucher,
  noAck,
  type Voucher,
  voucherLength,
} from './messages.js'
export { type Offer, offerFromWire, offerToWire } from './offer.js'
export {
  createPaidFetch,
  OfferRefusedError,
  type PaidFetch,
  type PaidFetchOptions,
} from './paid-fetch.js'
export { type Problem, type ProblemType, problem, problems } from './problem.js'
export {
  BudgetError,
  createPayerSession,
  type PayerJournal,
  type PayerSession,
  type PayerSessionOptions,
} from './session.js'
export {
  formatKey,
  isSafePublicKey,
  parseKey,
  randomSigner,
  type Signer,
  signerFromSeed,
} from './signer.js'
