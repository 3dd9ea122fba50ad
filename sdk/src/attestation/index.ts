/** Attested workers: evidence, collateral, and a client's own checks. */
export {
  type CollateralBundle,
  intelRootKey,
  type SignedMember,
  signedDocument,
  signedMember,
  splitCollateral,
  type Upload,
  type UploadMethod,
} from './collateral.js'
export {
  type Binding,
  bindingHash,
  type Evidence,
  encodeEvidence,
  machineId,
  measurementId,
  type Registers,
  reportData,
  type WorkerKeys,
} from './evidence.js'
export { pemCertificates } from './pem.js'
export { readTdQuote, type TdQuote } from './quote.js'
export { type VerifiedWorker, verifyWorker, type WorkerExpectation } from './verify-worker.js'
