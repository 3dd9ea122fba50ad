/** From a quote and a PCK certificate to facts, every signature checked against stored collateral. */
import { hexEncode } from '@research-hub/compiler/host'
import { isEqual, isSame } from '../../rules/bytes.js'
import { type Certificate, parseCertificate } from '../../rules/certificate.js'
import { type Evidence, machinePreimage, measurementPreimage } from '../../rules/evidence.js'
import { parsePckExtension } from '../../rules/pck-extension.js'
import { checkModule } from '../../rules/platform-level.js'
import { compress } from '../../rules/point.js'
import { parseQuote, type Quote } from '../../rules/quote.js'
import { checkQeIdentity, checkQeReport, checkQuoteSignature } from '../../rules/quote-checks.js'
import { Malformed, type RejectCode, reject } from '../../rules/reject.js'
import { checkTdRules, measurementsOf } from '../../rules/td-report.js'
import { type ChainRecord, certificatesOf } from '../../state/chain.js'
import {
  type Ca,
  type Facts,
  fmspcOf,
  leafHashAt,
  pckFacts,
  qeHashAt,
  withTd,
} from '../../state/facts.js'
import { hostCrypto } from '../host-crypto.js'
import { nowS } from '../now.js'
import { checkPckChain, type Documents, missing } from './chain-check.js'

export type Read = {
  readonly quote: Quote
  /** SHA-256 of what the attestation key signs. */
  readonly quoteHash: Uint8Array
}

type Verified = {
  readonly facts: Facts
  /** Until when chain and certificates hold, in seconds. */
  readonly chainUntilS: number
  readonly documents: Documents
}

/** Parses a quote of a TD and applies the rules that need nothing else. */
export function readQuote(bytes: Uint8Array): Read {
  const quote = orReject('QUOTE_MALFORMED', () => parseQuote(bytes))
  if (quote.tee !== 'TDX') reject('QUOTE_UNSUPPORTED', quote.tee)
  checkTdRules(quote)
  return { quote, quoteHash: hostCrypto.sha256(quote.signed) }
}

/**
 * Checks all signatures, the chain and the quoting enclave. `known` are facts of an earlier quote of the
 * same worker: what was verified then is not verified again. `documentsFor` a platform says by what.
 */
export function verifyQuote(
  chain: ChainRecord,
  read: Read,
  evidence: Evidence,
  known: Facts | undefined,
  documentsFor: (fmspc: Uint8Array) => Documents,
): Verified {
  const { quote, quoteHash } = read
  const qeHash = hostCrypto.sha256(quote.enclave)
  const { pck, key } = pckOf(chain, evidence.pckLeaf, known)
  const chainUntilS = checkPckChain(chain, pck)
  // A certificate that is not the remembered one made facts of its own.
  const isKnown = known !== undefined && pck === known && isSame(known, qeHashAt, qeHash, 0, 32)
  if (!isKnown) {
    if (key === undefined)
      reject('PCK_MALFORMED', 'the certificate is needed: the QE report is new')
    checkQeReport(hostCrypto, quote, key)
  }
  checkQuoteSignature(hostCrypto, quote, quoteHash)
  const documents = documentsFor(fmspcOf(pck))
  checkQeIdentity(quote.qeReport, documents.qeIdentity)
  checkModule(quote, documents.tcbInfo)
  const measurementId = hostCrypto.sha256(measurementPreimage(measurementsOf(quote)))
  const facts = withTd(pck, quote, qeHash, measurementId, quoteHash)
  return { facts, chainUntilS, documents }
}

/** The PCK certificate's facts and, unless it was verified before, its key. */
function pckOf(
  chain: ChainRecord,
  leaf: Uint8Array,
  known: Facts | undefined,
): { readonly pck: Facts; readonly key: Uint8Array | undefined } {
  if (leaf.length === 0) {
    return { pck: known ?? reject('PCK_MALFORMED', 'there is no certificate'), key: undefined }
  }
  const leafHash = hostCrypto.sha256(leaf)
  const certificate = orReject('PCK_MALFORMED', () => parseCertificate(leaf))
  const { issuerCn, subjectCn, isCa, key } = certificate
  if (subjectCn !== 'Intel SGX PCK Certificate' || isCa) reject('PCK_ROLE', subjectCn)
  if (known !== undefined && isSame(known, leafHashAt, leafHash, 0, 32)) return { pck: known, key }
  const ca = issuerCn === 'Intel SGX PCK Processor CA' ? 'processor' : 'platform'
  const issuerKeyHash = checkLeaf(chain, ca, certificate)
  const { sgxExtension } = certificate
  const extension = orReject('PCK_MALFORMED', () =>
    parsePckExtension(sgxExtension ?? new Uint8Array(0)),
  )
  const pck = pckFacts({
    ca,
    issuerKeyHash,
    fmspc: extension.fmspc,
    pceId: extension.pceId,
    serial: certificate.serial,
    sgxSvns: extension.svns,
    pceSvn: extension.pceSvn,
    notAfterS: certificate.notAfterS,
    machineId: hostCrypto.sha256(machinePreimage(extension.ppid)),
    leafHash,
  })
  return { pck, key }
}

/** Answers the hash of the issuer's key, one of those that hold beside each other. */
function checkLeaf(chain: ChainRecord, ca: Ca, certificate: Certificate): Uint8Array {
  const { tbs, signature, issuer, issuerCn, notBeforeS, notAfterS, serial } = certificate
  const now = nowS()
  if (now < notBeforeS || now > notAfterS) {
    reject('PCK_DATES', `holds from ${notBeforeS} to ${notAfterS}, now is ${now}`)
  }
  const issuerHash = hostCrypto.sha256(issuer)
  const all = certificatesOf(chain, ca)
  if (all.length === 0) missing(`PCK ${ca} CA`)
  const named = all.filter(({ subjectHash }) => isEqual(issuerHash, subjectHash))
  if (named.length === 0) reject('PCK_ISSUER', issuerCn)
  const hash = hostCrypto.sha256(tbs)
  const signer = named.find(({ key }) => hostCrypto.p256Verify(signature, hash, compress(key)))
  return signer?.keyHash ?? reject('PCK_SIGNATURE', `serial number ${hexEncode(serial)}`)
}

function orReject<T>(code: RejectCode, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof Malformed) reject(code, error.what)
    throw error
  }
}
