/** Everything between the root and a platform, as of now: certificates, lists, documents. */
import { hexEncode } from '@research-hub/compiler/host'
import { isSame, u32 } from '../../rules/bytes.js'
import { issuedAt } from '../../rules/packed-document.js'
import { type RejectCode, Rejection } from '../../rules/reject.js'
import {
  type ChainRecord,
  certificateWindowAt,
  findPart,
  roles,
  rootCrlKind,
} from '../../state/chain.js'
import { crlWindowAt, isListed, loadCrlRecord } from '../../state/crls.js'
import {
  type DocumentRecord,
  firstSeenNsOf,
  loadDocumentRecord,
  packedAt,
  packedOf,
  qeIdentityShelf,
  signerInDocument,
  tcbInfoShelf,
} from '../../state/documents.js'
import { caOf, type Facts, issuerKeyHashOf, notAfterAt, serialOf } from '../../state/facts.js'
import { nowS, toNs } from '../now.js'

/** A set of Intel's documents in use, in their stored form. */
export type Documents = {
  readonly number: number
  readonly tcbInfo: Uint8Array
  readonly qeIdentity: Uint8Array
  /** Until when both hold, and the certificates of those who signed them. */
  readonly untilS: number
  /** As stored. */
  readonly info: DocumentRecord
  readonly identity: DocumentRecord
}

/** The PCK certificate by what is known of it. Answers until when all of it holds, in seconds. */
export function checkPckChain(chain: ChainRecord, pck: Facts): number {
  const issuerKeyHash = issuerKeyHashOf(pck)
  const ca = caOf(pck)
  const issuer = findPart(chain, roles.indexOf(ca), issuerKeyHash)
  if (issuer === 0) missing(`the PCK ${ca} CA whose key signed the PCK certificate`)
  const caUntilS = requireWindow('PCK CA', chain, issuer + certificateWindowAt)
  const rootCrl = findPart(chain, rootCrlKind)
  if (rootCrl === 0) missing('root CRL')
  const rootUntilS = requireWindow('root CRL', chain, rootCrl)
  const crl = loadCrlRecord(issuerKeyHash) ?? missing(`PCK ${ca} CRL`)
  const listUntilS = requireWindow('PCK CRL', crl, crlWindowAt)
  const serial = serialOf(pck)
  if (isListed(crl, issuerKeyHash, serial)) {
    fail('PCK_REVOKED', `serial number ${hexEncode(serial)}`, u32(crl, crlWindowAt))
  }
  const pckEndS = u32(pck, notAfterAt)
  if (nowS() > pckEndS) fail('PCK_DATES', `ended at ${pckEndS}`, pckEndS)
  return Math.min(caUntilS, rootUntilS, listUntilS, pckEndS)
}

/** The signed documents of a number for a platform, valid now, by signers valid now. */
export function requireDocuments(
  chain: ChainRecord,
  fmspc: Uint8Array,
  number: number,
  qeNumber: number = number,
): Documents {
  const info =
    loadDocumentRecord(tcbInfoShelf(fmspc), number) ??
    missing(`TCB info of ${hexEncode(fmspc)} number ${number}`)
  const infoUntilS = requireWindow('TCB info', info, packedAt + issuedAt)
  const identity =
    loadDocumentRecord(qeIdentityShelf, qeNumber) ?? missing(`QE identity number ${qeNumber}`)
  const qeUntilS = requireWindow('QE identity', identity, packedAt + issuedAt)
  const signerUntilS = signerEndS(chain, 'TCB info', info)
  const isSameSigner = isSame(info, signerInDocument, identity, signerInDocument, 32)
  const qeSignerUntilS = isSameSigner ? signerUntilS : signerEndS(chain, 'QE identity', identity)
  return {
    number,
    tcbInfo: packedOf(info),
    qeIdentity: packedOf(identity),
    untilS: Math.min(infoUntilS, qeUntilS, signerUntilS, qeSignerUntilS),
    info,
    identity,
  }
}

function signerEndS(chain: ChainRecord, name: string, record: DocumentRecord): number {
  const signer = findPart(chain, roles.indexOf('signer'), record, signerInDocument)
  if (signer === 0) missing(`the key that signed the ${name}`)
  return requireWindow('TCB signing certificate', chain, signer + certificateWindowAt)
}

/** The documents of a number as they lie here, if they were here at a time. */
export function documentsAt(fmspc: Uint8Array, number: number, atNs: bigint): Documents {
  const info = loadDocumentRecord(tcbInfoShelf(fmspc), number)
  const identity = loadDocumentRecord(qeIdentityShelf, number)
  if (info === undefined || identity === undefined) missing(`set ${number}`)
  if (firstSeenNsOf(info) > atNs || firstSeenNsOf(identity) > atNs) missing(`set ${number}`)
  const tcbInfo = packedOf(info)
  const qeIdentity = packedOf(identity)
  return { number, tcbInfo, qeIdentity, untilS: 0, info, identity }
}

/** The two dates at `at` lie about now; answers the second. */
export function requireWindow(name: string, bytes: Uint8Array, at: number): number {
  const now = nowS()
  const fromS = u32(bytes, at)
  const untilS = u32(bytes, at + 4)
  if (now < fromS || now > untilS) {
    fail('COLLATERAL_EXPIRED', `${name} holds from ${fromS} to ${untilS}, now is ${now}`, untilS)
  }
  return untilS
}

export function missing(name: string): never {
  throw new Rejection('COLLATERAL_MISSING', name)
}

function fail(code: RejectCode, detail: string, sinceS: number): never {
  throw new Rejection(code, detail, toNs(sinceS))
}
