/** Everything between the root and a platform, as of now: certificates, lists, documents. */
import { hexEncode } from '@research-hub/compiler/host'
import { isEqual, isSame, u32 } from '../../rules/bytes.js'
import { listsSerial } from '../../rules/crl.js'
import { headOf, issuedAt, nextUpdateAt } from '../../rules/packed-document.js'
import { type RejectCode, Rejection } from '../../rules/reject.js'
import {
  type Chain,
  type ChainRecord,
  chainUntilS,
  keyHashAt,
  parseChain,
  type StoredCertificate,
} from '../../state/chain.js'
import { crlUntilS, loadCrl, loadCrlRecord, serialsOf, thisUpdateSOf } from '../../state/crls.js'
import {
  type DocumentRecord,
  firstSeenNsOf,
  isSignedBy,
  loadDocumentRecord,
  loadPreviousRecord,
  packedOf,
  qeIdentityKey,
  tcbInfoKey,
} from '../../state/documents.js'
import {
  type Ca,
  caOf,
  type Facts,
  issuerKeyHashOf,
  notAfterAt,
  serialOf,
} from '../../state/facts.js'
import { nowS, toNs } from '../now.js'

/** A document in use, in its stored form, and since when its number is known. */
type Used = {
  readonly document: Uint8Array
  readonly nextS: number
  readonly record: DocumentRecord
}

export function firstSeenNs({ record }: Used): bigint {
  return firstSeenNsOf(record)
}

export type Documents = {
  readonly tcbInfo: Used
  readonly qeIdentity: Used
  /** The ones before, of a lower number and still valid themselves. */
  readonly previousTcbInfo: Used | undefined
  readonly previousQeIdentity: Used | undefined
}

/** The issuer of PCK certificates of this kind, valid now. */
export function requirePckCa(chain: Chain, ca: Ca): StoredCertificate {
  return requireCertificate(chain[ca], `PCK ${ca} CA`)
}

/** The PCK certificate by what is known of it. Answers until when all of it holds, in seconds. */
export function checkPckChain(chain: ChainRecord, pck: Facts): number {
  const now = nowS()
  const ca = caOf(pck)
  const issuerKeyHash = issuerKeyHashOf(pck)
  const list = loadCrlRecord(ca)
  const chainEndS = chainUntilS(chain, ca, now)
  const listEndS = list === undefined ? undefined : crlUntilS(list, issuerKeyHash, now)
  const isHolding =
    list !== undefined &&
    chainEndS !== undefined &&
    listEndS !== undefined &&
    isSame(chain, keyHashAt(chain, ca), issuerKeyHash, 0, 32)
  if (!isHolding) sayWhatFails(parseChain(chain), ca, issuerKeyHash)
  const serial = serialOf(pck)
  if (listsSerial(serialsOf(list), serial)) {
    fail('PCK_REVOKED', `serial number ${hexEncode(serial)}`, thisUpdateSOf(list))
  }
  const pckEndS = u32(pck, notAfterAt)
  if (now > pckEndS) fail('PCK_DATES', `ended at ${pckEndS}`, pckEndS)
  return Math.min(chainEndS, listEndS, pckEndS)
}

/** The chain part by part, to name the first that is missing or out of date. */
function sayWhatFails(chain: Chain, ca: Ca, issuerKeyHash: Uint8Array): never {
  const issuer = requirePckCa(chain, ca)
  if (!isEqual(issuer.keyHash, issuerKeyHash)) missing('the key that signed the PCK certificate')
  requireCertificate(chain.signer, 'TCB signing certificate')
  if (chain.rootCrl === undefined) missing('root CRL')
  requireWindow('root CRL', chain.rootCrl.thisUpdateS, chain.rootCrl.nextUpdateS)
  const crl = loadCrl(ca) ?? missing(`PCK ${ca} CRL`)
  if (!isEqual(crl.issuerKeyHash, issuer.keyHash)) missing(`PCK ${ca} CRL by its present key`)
  requireWindow(`PCK ${ca} CRL`, crl.thisUpdateS, crl.nextUpdateS)
  throw new Error('the chain holds')
}

/** The signed documents for a platform, valid now and by the present signer. */
export function requireDocuments(chain: ChainRecord, fmspc: Uint8Array): Documents {
  const signer = signerHash(chain)
  const infoKey = tcbInfoKey(fmspc)
  const tcbInfo = requireDocument(
    `TCB info of ${infoKey.slice(2)}`,
    loadDocumentRecord(infoKey),
    signer,
  )
  const qeIdentity = requireDocument('QE identity', loadDocumentRecord(qeIdentityKey), signer)
  return { tcbInfo, qeIdentity, previousTcbInfo: undefined, previousQeIdentity: undefined }
}

/** Of the key that documents must be signed with, its certificate valid now. */
function signerHash(chain: ChainRecord): Uint8Array {
  const now = nowS()
  const isHolding =
    chainUntilS(chain, 'platform', now) !== undefined ||
    chainUntilS(chain, 'processor', now) !== undefined
  if (!isHolding) {
    return requireCertificate(parseChain(chain).signer, 'TCB signing certificate').keyHash
  }
  const at = keyHashAt(chain, 'signer')
  return chain.subarray(at, at + 32)
}

/** The documents with their predecessors, where those still count. */
export function withPrevious(
  chain: ChainRecord,
  fmspc: Uint8Array,
  documents: Documents,
): Documents {
  const signer = signerHash(chain)
  const infoBefore = loadPreviousRecord(tcbInfoKey(fmspc))
  const identityBefore = loadPreviousRecord(qeIdentityKey)
  const { tcbInfo, qeIdentity } = documents
  return {
    ...documents,
    previousTcbInfo: usable(infoBefore, signer, tcbInfo),
    previousQeIdentity: usable(identityBefore, signer, qeIdentity),
  }
}

function requireDocument(
  name: string,
  record: DocumentRecord | undefined,
  signer: Uint8Array,
): Used {
  if (record === undefined) missing(name)
  if (!isSignedBy(record, signer)) missing(`${name} by the present signer`)
  const document = packedOf(record)
  const nextS = u32(document, nextUpdateAt)
  requireWindow(name, u32(document, issuedAt), nextS)
  return { document, nextS, record }
}

function usable(
  record: DocumentRecord | undefined,
  signer: Uint8Array,
  successor: Used,
): Used | undefined {
  if (record === undefined || !isSignedBy(record, signer)) return undefined
  const document = packedOf(record)
  const { issuedS, nextS, evaluation } = headOf(document)
  const isCurrent = issuedS <= nowS() && nowS() <= nextS
  if (!isCurrent || evaluation >= headOf(successor.document).evaluation) return undefined
  return { document, nextS, record }
}

function requireCertificate(
  certificate: StoredCertificate | undefined,
  name: string,
): StoredCertificate {
  if (certificate === undefined) missing(name)
  requireWindow(name, certificate.notBeforeS, certificate.notAfterS)
  return certificate
}

function requireWindow(name: string, fromS: number, untilS: number): void {
  const now = nowS()
  if (now < fromS || now > untilS) {
    fail('COLLATERAL_EXPIRED', `${name} holds from ${fromS} to ${untilS}, now is ${now}`, untilS)
  }
}

function missing(name: string): never {
  throw new Rejection('COLLATERAL_MISSING', name)
}

function fail(code: RejectCode, detail: string, sinceS: number): never {
  throw new Rejection(code, detail, toNs(sinceS))
}
