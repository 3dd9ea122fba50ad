export { type FileSystem, nodeFileSystem } from '../../files/file-system.js'
export { FolderLockedError } from '../../files/lock-folder.js'
export { type NodeSigner, nodeSigner } from '../../signers/node-signer.js'
export { isSafePublicKey, verifySignature } from '../../signers/verify.js'
export { type BatchEntry, batchEntryLength, encodeBatch } from '../messages/batch.js'
export { encodeReceipt } from '../messages/encode-receipt.js'
export * as messageSchemas from '../messages/schemas.js'
export { fileJournal, JournalCorruptError } from '../payer/file-journal.js'
export { encodeChallenge, encodeX402 } from '../wire/challenge.js'
export { decodeCredential, decodeX402Credential, type Presented } from '../wire/credential.js'
export {
  type AnswerToSign,
  type PendingClaim,
  type TeeOptions,
  teeWorker,
} from './billing/conditional.js'
export { creditYocto } from './billing/purchase.js'
export type { CheckOptions } from './gate/check-context.js'
export { createPaymentCheck } from './gate/check-payment.js'
export type { PaymentGateOptions } from './gate/gate-context.js'
export type { GateRequest } from './gate/gate-request.js'
export { recoveryDocuments, requirePayment } from './gate/hono.js'
export { payeeTermsOf } from './gate/payee-terms.js'
export {
  createPaymentGate,
  type PaymentGate,
} from './gate/payment-gate.js'
export type { PaymentCheck } from './gate/payment-rules.js'
export { problem } from './gate/problems.js'
export type { Upstream } from './gate/upstream.js'
export {
  type LaneEntry,
  type LedgerEntry,
  type MultiList,
  type SettledOnChain,
  type SignedMessage,
  type TeeAnswer,
  type TickProof,
  totalHeldYocto,
  type VoucherProof,
} from './ledger/entry.js'
export {
  type Claim,
  createPayeeLedger,
  DepositExceededError,
  type Moved,
  type Movement,
  type PayeeLedger,
} from './ledger/ledger.js'
export type { Answer, LedgerStore, Versioned } from './ledger/store.js'
export { bestClaims, type LaneProof } from './settlement/best-claims.js'
export {
  type CachedReaderOptions,
  type ChainReader,
  type ChannelOnChain,
  cachedReader,
} from './settlement/chain.js'
export { type BatchFor, type SettleCalls, settleProofs } from './settlement/settle-proofs.js'
export {
  createWatchtower,
  type WatchReport,
  type Watchtower,
  type WatchtowerOptions,
} from './settlement/watchtower.js'
export { fileLedgerStore } from './stores/file.js'
export { memoryLedgerStore } from './stores/memory.js'
export { sqlLedgerStore } from './stores/sql.js'
export { connectSql, embeddedSql, type SqlClient } from './stores/sql-client.js'
