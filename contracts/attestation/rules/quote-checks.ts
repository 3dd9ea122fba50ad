/** Checks of a quote against the PCK key, the quoting enclave's identity and the TDX module's. Pure. */

import { joinBytes } from '../../common/wire/bytes.js'
import { isEqual, isSame, isZero, matchesMasked, toHex, u16 } from './bytes.js'
import type { Crypto } from './crypto.js'
import {
  attributesAt,
  attributesMaskAt,
  isvProdIdAt,
  miscSelectAt,
  miscSelectMaskAt,
  qeMrSignerAt,
} from './packed-document.js'
import { compress, isOnCurve } from './point.js'
import type { Quote } from './quote.js'
import { reject } from './reject.js'

/** Where a quoting enclave's report says what it is. */
const miscSelect = 16
const attributes = 48
const mrSigner = 128
const isvProdId = 256
export const isvSvnInReport = isvProdId + 2
const reportData = 320
const reportLength = reportData + 64

export function isvSvnOf(qeReport: Uint8Array): number {
  return u16(qeReport, isvSvnInReport)
}

/** The PCK key signed the QE report, and the report vouches for the attestation key. */
export function checkQeReport(crypto: Crypto, quote: Quote, pckKey: Uint8Array): void {
  const { qeReport, attestationKey, enclave, version } = quote
  // Behind the key, and in later versions 6 bytes, come report, signature, a length and the QE's data.
  const signatureAt = 64 + (version > 3 ? 6 : 0) + reportLength
  const qeReportSignature = enclave.subarray(signatureAt, signatureAt + 64)
  const qeAuth = enclave.subarray(signatureAt + 66)
  if (!isOnCurve(attestationKey)) reject('QUOTE_SIGNATURE', 'the attestation key is off the curve')
  const hash = crypto.sha256(qeReport)
  if (!crypto.p256Verify(qeReportSignature, hash, compress(pckKey))) {
    reject('QE_SIGNATURE', 'the QE report is not signed by the PCK key')
  }
  const bound = crypto.sha256(joinBytes([attestationKey, qeAuth]))
  if (
    !isEqual(qeReport.subarray(reportData, reportData + 32), bound) ||
    !isZero(qeReport.subarray(reportData + 32))
  ) {
    reject('QE_REPORT_DATA', 'the QE report names another attestation key')
  }
}

/** `hash` is the one of what the key signed. */
export function checkQuoteSignature(crypto: Crypto, quote: Quote, hash: Uint8Array): void {
  const { attestationKey, signature } = quote
  if (!crypto.p256Verify(signature, hash, compress(attestationKey))) {
    reject('QUOTE_SIGNATURE', 'the quote is not signed by its attestation key')
  }
}

/** A quoting enclave's report against the identity in its stored form. */
export function checkQeIdentity(report: Uint8Array, identity: Uint8Array): void {
  const part = (from: number, length: number): string => toHex(report.subarray(from, from + length))
  if (!isSame(report, mrSigner, identity, qeMrSignerAt, 32)) {
    reject('QE_IDENTITY', `MRSIGNER ${part(mrSigner, 32)}`)
  }
  if (!isSame(report, isvProdId, identity, isvProdIdAt, 2)) {
    reject('QE_IDENTITY', `product ${u16(report, isvProdId)}`)
  }
  if (!matchesMasked(report, miscSelect, identity, miscSelectMaskAt, miscSelectAt, 4)) {
    reject('QE_IDENTITY', `MISCSELECT ${part(miscSelect, 4)}`)
  }
  if (!matchesMasked(report, attributes, identity, attributesMaskAt, attributesAt, 16)) {
    reject('QE_IDENTITY', `attributes ${part(attributes, 16)}`)
  }
}
