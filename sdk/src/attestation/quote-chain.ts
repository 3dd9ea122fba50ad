/** From a quote to the facts that it proves, by the client itself: the vendor's root key is all that is believed. */
import { p256 } from '@noble/curves/nist.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'
import { fromHex, toHex } from '../codecs/hex.js'
import { isEqual, useNatives } from '../generated/attestation-rules/bytes.js'
import { type Certificate, parseCertificate } from '../generated/attestation-rules/certificate.js'
import { type Crl, listsSerial, parseCrl } from '../generated/attestation-rules/crl.js'
import type { Crypto } from '../generated/attestation-rules/crypto.js'
import { packQeIdentity, packTcbInfo } from '../generated/attestation-rules/pack-documents.js'
import { parsePckExtension } from '../generated/attestation-rules/pck-extension.js'
import {
  type Appraisal,
  appraise,
  checkModule,
} from '../generated/attestation-rules/platform-level.js'
import { compress } from '../generated/attestation-rules/point.js'
import { parseQeIdentity } from '../generated/attestation-rules/qe-identity.js'
import { parseQuote, type Quote } from '../generated/attestation-rules/quote.js'
import {
  checkQeIdentity,
  checkQeReport,
  checkQuoteSignature,
  isvSvnOf,
} from '../generated/attestation-rules/quote-checks.js'
import { parseTcbInfo, type TcbInfo } from '../generated/attestation-rules/tcb-info.js'
import {
  checkTdRules,
  teeTcbSvn2Of,
  teeTcbSvnOf,
} from '../generated/attestation-rules/td-report.js'
import type { CollateralBundle } from './collateral.js'
import { machineId } from './evidence.js'
import { pemCertificates } from './pem.js'

/** The contract's rules ask for signatures and hashes by this, and for bytes by `useNatives`. */
const crypto: Crypto = {
  sha256,
  p256Verify: (signature, hash, key) =>
    p256.verify(signature, hash, key, { prehash: false, lowS: false }),
}

export function useOwnNatives(): void {
  const isSame = (a: Uint8Array, aAt: number, b: Uint8Array, bAt: number, length: number) => {
    for (let i = 0; i < length; i++) if (a[aAt + i] !== b[bAt + i]) return false
    return true
  }
  useNatives({
    isEqual: (a, b) => a.length === b.length && isSame(a, 0, b, 0, a.length),
    isSame,
    toHex,
    fromAscii: utf8ToBytes,
    toText: (bytes) => new TextDecoder().decode(bytes),
    fromHex: (text) => (/^([0-9a-f]{2})*$/.test(text) ? fromHex(text) : undefined),
  })
}

export type ProvedQuote = {
  readonly quote: Quote
  readonly appraisal: Appraisal
  readonly fmspc: Uint8Array
  readonly machineId: string
  /** Numbers of TCB info and QE identity. */
  readonly evaluations: readonly [number, number]
}

/** Throws a sentence unless all of it holds at `nowS`. */
export function proveQuote(
  bytes: Uint8Array,
  bundle: CollateralBundle,
  rootKey: Uint8Array,
  nowS: number,
): ProvedQuote {
  const quote = parseQuote(bytes)
  must(quote.tee === 'TDX', 'the quote is not of a TD')
  checkTdRules(quote)
  const pem = new TextDecoder().decode(quote.certification)
  const [leafDer, caDer] = quote.certificationType === 5 ? pemCertificates(pem) : []
  must(leafDer !== undefined && caDer !== undefined, 'the quote carries no PCK chain')
  const rootCrl = currentCrl('root CRL', bundle.root_ca_crl, nowS)
  signed('root CRL', rootCrl, rootKey)
  must(rootCrl.issuerCn === rootCn, 'the root CRL is of another issuer')
  const ca = underRoot('PCK CA', caDer, rootKey, rootCrl, nowS)
  must(caNames.includes(ca.subjectCn) && ca.isCa, `${ca.subjectCn} is no PCK CA`)
  const crl = currentCrl('PCK CRL', bundle.pck_crl, nowS)
  signed('PCK CRL', crl, ca.key)
  must(isEqual(crl.issuer, ca.subject), 'the PCK CRL is of another issuer')
  const leaf = current('PCK certificate', parseCertificate(leafDer), nowS)
  must(leaf.subjectCn === leafCn && !leaf.isCa, `${leaf.subjectCn} is no PCK certificate`)
  must(isEqual(leaf.issuer, ca.subject), 'the PCK certificate is of another issuer')
  signed('PCK certificate', leaf, ca.key)
  must(!listsSerial(crl.serials, leaf.serial), 'the PCK certificate is revoked')
  const [info, identity] = documents(bundle, rootKey, rootCrl, nowS)
  checkQeReport(crypto, quote, leaf.key)
  checkQuoteSignature(crypto, quote, sha256(quote.signed))
  const [packedInfo, packedIdentity] = [packTcbInfo(info), packQeIdentity(identity)]
  checkQeIdentity(quote.qeReport, packedIdentity)
  checkModule(quote, packedInfo)
  const pck = parsePckExtension(leaf.sgxExtension ?? new Uint8Array(0))
  const svns = {
    fmspc: pck.fmspc,
    pceId: pck.pceId,
    sgxSvns: pck.svns,
    pceSvn: pck.pceSvn,
    teeTcbSvn: teeTcbSvnOf(quote),
    teeTcbSvn2: teeTcbSvn2Of(quote),
    qeIsvSvn: isvSvnOf(quote.qeReport),
  }
  return {
    quote,
    appraisal: appraise(svns, packedInfo, packedIdentity),
    fmspc: pck.fmspc,
    machineId: machineId(pck.ppid),
    evaluations: [info.evaluation, identity.evaluation],
  }
}

const rootCn = 'Intel SGX Root CA'
const caNames: readonly string[] = ['Intel SGX PCK Platform CA', 'Intel SGX PCK Processor CA']
const leafCn = 'Intel SGX PCK Certificate'
const signerCn = 'Intel SGX TCB Signing'

function documents(
  bundle: CollateralBundle,
  rootKey: Uint8Array,
  rootCrl: Crl,
  nowS: number,
): readonly [TcbInfo, ReturnType<typeof parseQeIdentity>] {
  const [signerDer] = pemCertificates(bundle.tcb_info_issuer_chain)
  must(signerDer !== undefined, 'the collateral has no TCB signing certificate')
  const signer = underRoot('TCB signing certificate', signerDer, rootKey, rootCrl, nowS)
  must(signer.subjectCn === signerCn && !signer.isCa, `${signer.subjectCn} signs no TCB`)
  const { tcb_info, tcb_info_signature, qe_identity, qe_identity_signature } = bundle
  const isBySigner = (text: string, signature: string): boolean =>
    crypto.p256Verify(fromHex(signature), sha256(utf8ToBytes(text)), compress(signer.key))
  must(isBySigner(tcb_info, tcb_info_signature), 'the TCB info is not signed')
  must(isBySigner(qe_identity, qe_identity_signature), 'the QE identity is not signed')
  const info = parseTcbInfo(tcb_info)
  const identity = parseQeIdentity(qe_identity)
  must(info.tee === 'TDX' && identity.tee === 'TDX', 'the collateral is not of TDX')
  within('TCB info', info.issuedS, info.nextS, nowS)
  within('QE identity', identity.issuedS, identity.nextS, nowS)
  return [info, identity]
}

function underRoot(
  name: string,
  der: Uint8Array,
  rootKey: Uint8Array,
  rootCrl: Crl,
  nowS: number,
): Certificate {
  const found = current(name, parseCertificate(der), nowS)
  must(found.issuerCn === rootCn, `the ${name} is of another issuer`)
  signed(name, found, rootKey)
  must(!listsSerial(rootCrl.serials, found.serial), `the ${name} is revoked`)
  return found
}

function current(name: string, certificate: Certificate, nowS: number): Certificate {
  within(name, certificate.notBeforeS, certificate.notAfterS, nowS)
  return certificate
}

function currentCrl(name: string, hex: string, nowS: number): Crl {
  const crl = parseCrl(fromHex(hex))
  within(name, crl.thisUpdateS, crl.nextUpdateS, nowS)
  return crl
}

function signed(
  name: string,
  { tbs, signature }: Pick<Certificate, 'tbs' | 'signature'>,
  key: Uint8Array,
): void {
  must(crypto.p256Verify(signature, sha256(tbs), compress(key)), `the ${name} is not signed`)
}

function within(name: string, fromS: number, untilS: number, nowS: number): void {
  must(fromS <= nowS && nowS <= untilS, `the ${name} holds from ${fromS} to ${untilS}`)
}

export function must(isTrue: boolean, sentence: string): asserts isTrue {
  if (!isTrue) throw new RangeError(sentence)
}
