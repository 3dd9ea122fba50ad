/** Everything between the root and a platform, as of now: certificates, lists, documents. */
import { hexEncode } from '@research-hub/compiler/host'
import { nowS, toNs } from './now.js'
import { isEqual } from './rules/bytes.js'
import { listsSerial } from './rules/crl.js'
import type { QeIdentity } from './rules/qe-identity.js'
import { type RejectCode, Rejection } from './rules/reject.js'
import { unpackQeIdentity, unpackTcbInfo } from './rules/stored-documents.js'
import type { TcbInfo } from './rules/tcb-info.js'
import type { Chain, StoredCertificate } from './state/chain.js'
import { loadCrl } from './state/crls.js'
import {
  loadDocument,
  loadPrevious,
  qeIdentityKey,
  type StoredDocument,
  tcbInfoKey,
} from './state/documents.js'
import type { Facts } from './state/workers.js'

/** A document in use and since when its number is known. */
export type Used<T> = { readonly document: T; readonly firstSeenNs: bigint }

export type Documents = {
  readonly tcbInfo: Used<TcbInfo>
  readonly qeIdentity: Used<QeIdentity>
  /** The ones before, of a lower number and still valid themselves. */
  readonly previousTcbInfo: Used<TcbInfo> | undefined
  readonly previousQeIdentity: Used<QeIdentity> | undefined
}

/** The issuer of PCK certificates of this kind, valid now. */
export function requirePckCa(chain: Chain, ca: Facts['ca']): StoredCertificate {
  return requireCertificate(chain[ca], `PCK ${ca} CA`)
}

/** The PCK certificate by what is known of it. Answers until when all of it holds, in seconds. */
export function checkPckChain(
  chain: Chain,
  pck: Pick<Facts, 'ca' | 'issuerKeyHash' | 'serial' | 'pckNotAfterS'>,
): number {
  const { ca, issuerKeyHash, serial, pckNotAfterS } = pck
  const now = nowS()
  const issuer = requirePckCa(chain, ca)
  if (!isEqual(issuer.keyHash, issuerKeyHash)) missing(`the key that signed the PCK certificate`)
  const signer = requireCertificate(chain.signer, 'TCB signing certificate')
  if (chain.rootCrl === undefined) missing('root CRL')
  requireWindow('root CRL', chain.rootCrl.thisUpdateS, chain.rootCrl.nextUpdateS)
  const crl = loadCrl(ca) ?? missing(`PCK ${ca} CRL`)
  if (!isEqual(crl.issuerKeyHash, issuer.keyHash)) missing(`PCK ${ca} CRL by its present key`)
  requireWindow(`PCK ${ca} CRL`, crl.thisUpdateS, crl.nextUpdateS)
  if (listsSerial(crl.serials, serial)) {
    fail('PCK_REVOKED', `serial number ${hexEncode(serial)}`, crl.thisUpdateS)
  }
  if (now > pckNotAfterS) fail('PCK_DATES', `ended at ${pckNotAfterS}`, pckNotAfterS)
  const ends = [issuer.notAfterS, signer.notAfterS, chain.rootCrl.nextUpdateS, crl.nextUpdateS]
  return ends.reduce((least, end) => (end < least ? end : least), pckNotAfterS)
}

/** The signed documents for a platform, valid now and by the present signer. */
export function requireDocuments(chain: Chain, fmspc: Uint8Array): Documents {
  const signer = requireCertificate(chain.signer, 'TCB signing certificate')
  const infoKey = tcbInfoKey(fmspc)
  const tcbInfo = requireDocument(
    `TCB info of ${hexEncode(fmspc)}`,
    loadDocument(infoKey),
    signer,
    unpackTcbInfo,
  )
  const qeIdentity = requireDocument(
    'QE identity',
    loadDocument(qeIdentityKey),
    signer,
    unpackQeIdentity,
  )
  return { tcbInfo, qeIdentity, previousTcbInfo: undefined, previousQeIdentity: undefined }
}

/** The documents with their predecessors, where those still count. */
export function withPrevious(chain: Chain, fmspc: Uint8Array, documents: Documents): Documents {
  const signer = requireCertificate(chain.signer, 'TCB signing certificate')
  const infoBefore = loadPrevious(tcbInfoKey(fmspc))
  const identityBefore = loadPrevious(qeIdentityKey)
  const { tcbInfo, qeIdentity } = documents
  return {
    ...documents,
    previousTcbInfo: usable(infoBefore, signer, unpackTcbInfo, tcbInfo.document.evaluation),
    previousQeIdentity: usable(
      identityBefore,
      signer,
      unpackQeIdentity,
      qeIdentity.document.evaluation,
    ),
  }
}

type Dated = { readonly issuedS: number; readonly nextS: number; readonly evaluation: number }

function requireDocument<T extends Dated>(
  name: string,
  stored: StoredDocument | undefined,
  signer: StoredCertificate,
  unpack: (packed: Uint8Array) => T,
): Used<T> {
  if (stored === undefined) missing(name)
  if (!isEqual(stored.signerKeyHash, signer.keyHash)) missing(`${name} by the present signer`)
  const document = unpack(stored.packed)
  requireWindow(name, document.issuedS, document.nextS)
  return { document, firstSeenNs: stored.firstSeenNs }
}

function usable<T extends Dated>(
  stored: StoredDocument | undefined,
  signer: StoredCertificate,
  unpack: (packed: Uint8Array) => T,
  evaluation: number,
): Used<T> | undefined {
  if (stored === undefined || !isEqual(stored.signerKeyHash, signer.keyHash)) return undefined
  const document = unpack(stored.packed)
  const isCurrent = document.issuedS <= nowS() && nowS() <= document.nextS
  if (!isCurrent || document.evaluation >= evaluation) return undefined
  return { document, firstSeenNs: stored.firstSeenNs }
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
