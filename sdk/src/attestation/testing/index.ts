/** Evidence for tests and devnets: a vendor of one's own. */
export {
  type CertificateFields,
  type CrlFields,
  certificate,
  revocationList,
} from './certificates.js'
export {
  type QeIdentity,
  qeIdentityText,
  type SvnLevel,
  signDocument,
  type TcbInfo,
  type TcbLevel,
  type TcbNumbers,
  tcbInfoText,
  tcbNumbersText,
} from './documents.js'
export { keyFromSeed, type SigningKey } from './keys.js'
export { type Platform, sgxExtension } from './pck.js'
export { type QeFields, type TdFields, tdQuote } from './td-quote.js'
export {
  type CaKind,
  commonNames,
  createTestCa,
  defaultRegisters,
  defaultSvns,
  type Machine,
  type MachineChange,
  type TestCa,
} from './test-ca.js'
