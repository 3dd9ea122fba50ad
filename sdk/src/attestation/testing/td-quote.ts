/** TDX quotes as a quoting enclave makes them. */
import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, uintBytes } from '../../codecs/bytes.js'
import { fromHex } from '../../codecs/hex.js'
import type { Registers } from '../evidence.js'
import type { SigningKey } from './keys.js'

export type TdFields = Registers & {
  readonly teeTcbSvn: Uint8Array
  readonly mrSignerSeam: Uint8Array
  readonly seamAttributes: Uint8Array
  readonly tdAttributes: Uint8Array
  readonly xfam: Uint8Array
  readonly reportData: Uint8Array
  /** Both make a TD 1.5 report, in a quote of version 5. */
  readonly teeTcbSvn2?: Uint8Array
  readonly mrServiceTd?: Uint8Array
}

export type QeFields = {
  readonly mrSigner: Uint8Array
  readonly attributes: Uint8Array
  readonly miscSelect: Uint8Array
  readonly isvProdId: number
  readonly isvSvn: number
  readonly auth: Uint8Array
}

export type Signers = { readonly pck: SigningKey; readonly attestation: SigningKey }

const vendor = fromHex('939a7233f79c4ca9940a0db3957f0607')

/** A quote with the PCK chain of `pem` in it. */
export function tdQuote(td: TdFields, qe: QeFields, signers: Signers, pem: string): Uint8Array {
  const { attestation, pck } = signers
  const signedPart = concatBytes(...header(td), body(td))
  const qeReport = report(qe, sha256(concatBytes(attestation.publicKey, qe.auth)))
  const chain = new TextEncoder().encode(pem)
  const certification = concatBytes(
    qeReport,
    pck.sign(qeReport),
    uintBytes(qe.auth.length, 2),
    qe.auth,
    uintBytes(5, 2),
    uintBytes(chain.length, 4),
    chain,
  )
  const auth = concatBytes(
    attestation.sign(signedPart),
    attestation.publicKey,
    uintBytes(6, 2),
    uintBytes(certification.length, 4),
    certification,
  )
  return concatBytes(signedPart, uintBytes(auth.length, 4), auth)
}

function header(td: TdFields): readonly Uint8Array[] {
  const isTd15 = td.teeTcbSvn2 !== undefined
  const common = concatBytes(
    uintBytes(isTd15 ? 5 : 4, 2),
    uintBytes(2, 2),
    uintBytes(0x81, 4),
    new Uint8Array(4),
    vendor,
    new Uint8Array(20),
  )
  return isTd15 ? [common, uintBytes(3, 2), uintBytes(648, 4)] : [common]
}

function body(td: TdFields): Uint8Array {
  const { teeTcbSvn2, mrServiceTd } = td
  return concatBytes(
    td.teeTcbSvn,
    new Uint8Array(48),
    td.mrSignerSeam,
    td.seamAttributes,
    td.tdAttributes,
    td.xfam,
    td.mrtd,
    td.mrConfigId,
    td.mrOwner,
    td.mrOwnerConfig,
    ...td.rtmrs,
    td.reportData,
    ...(teeTcbSvn2 === undefined ? [] : [teeTcbSvn2, mrServiceTd ?? new Uint8Array(48)]),
  )
}

function report(qe: QeFields, keyHash: Uint8Array): Uint8Array {
  const out = new Uint8Array(384)
  out.set(qe.miscSelect, 16)
  out.set(qe.attributes, 48)
  out.set(qe.mrSigner, 128)
  out.set(uintBytes(qe.isvProdId, 2), 256)
  out.set(uintBytes(qe.isvSvn, 2), 258)
  out.set(keyHash, 320)
  return out
}
