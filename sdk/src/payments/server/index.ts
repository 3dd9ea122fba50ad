export { encodeChallenge, encodeX402 } from '../challenge.js'
export { decodeCredential, decodeX402Credential, type Presented } from '../credential.js'
export { bestClaims, type LaneProof } from './best-claims.js'
export {
  type CachedReaderOptions,
  type ChainReader,
  type ChannelOnChain,
  cachedReader,
} from './chain.js'
export { type CheckOptions, createPaymentCheck } from './check-payment.js'
export { type AnswerToSign, type PendingClaim, type TeeOptions, teeWorker } from './conditional.js'
export { fileJournal, JournalCorruptError } from './file-journal.js'
export type { GateRequest } from './gate-request.js'
export { recoveryDocuments, requirePayment } from './hono.js'
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
export { type NodeSigner, nodeSigner } from './node-signer.js'
export {
  createPaymentGate,
  type PaymentGate,
  type PaymentGateOptions,
  type Upstream,
} from './payment-gate.js'
export type { PaymentCheck } from './payment-rules.js'
export { problem } from './problems.js'
export { creditYocto } from './purchase.js'
export { type BatchFor, type SettleCalls, settleProofs } from './settle-proofs.js'
export { fileLedgerStore } from './stores/file.js'
export { type FileSystem, nodeFileSystem } from './stores/file-system.js'
export { FolderLockedError } from './stores/lock-folder.js'
export { memoryLedgerStore } from './stores/memory.js'
export { sqlLedgerStore } from './stores/sql.js'
export { connectSql, embeddedSql, type SqlClient } from './stores/sql-client.js'
export { isSafePublicKey, verifySignature } from './verify.js'
export {
  createWatchtower,
  type WatchReport,
  type Watchtower,
  type WatchtowerOptions,
} from './watchtower.js'
