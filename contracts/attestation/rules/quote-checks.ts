/** Checks of a quote against the PCK key, the quoting enclave's identity and the TDX module's. Pure. */

import { joinBytes } from '../../common/bytes.js'
import { isEqual, isZero, matchesMasked, toHex, u16 } from './bytes.js'
import type { Crypto } from './crypto.js'
import { compress, isOnCurve } from './point.js'
import type { QeIdentity } from './qe-identity.js'
import type { Quote } from './quote.js'
import { reject } from './reject.js'

/** What the quoting enclave's report says of itself. */
export type QeReport = {
  readonly miscSelect: Uint8Array
  readonly attributes: Uint8Array
  readonly mrSigner: Uint8Array
  readonly isvProdId: number
  readonly isvSvn: number
}

export function readQeReport(report: Uint8Array): QeReport {
  return {
    miscSelect: report.subarray(16, 20),
    attributes: report.subarray(48, 64),
    mrSigner: report.subarray(128, 160),
    isvProdId: u16(report, 256),
    isvSvn: u16(report, 258),
  }
}

/** The PCK key signed the QE report, and the report vouches for the attestation key. */
export function checkQeReport(crypto: Crypto, quote: Quote, pckKey: Uint8Array): void {
  const { qeReport, qeReportSignature, attestationKey, qeAuth } = quote
  if (!isOnCurve(attestationKey)) reject('QUOTE_SIGNATURE', 'the attestation key is off the curve')
  const hash = crypto.sha256(qeReport)
  if (!crypto.p256Verify(qeReportSignature, hash, compress(pckKey))) {
    reject('QE_SIGNATURE', 'the QE report is not signed by the PCK key')
  }
  const bound = crypto.sha256(joinBytes([attestationKey, qeAuth]))
  if (!isEqual(qeReport.subarray(320, 352), bound) || !isZero(qeReport.subarray(352, 384))) {
    reject('QE_REPORT_DATA', 'the QE report names another attestation key')
  }
}

export function checkQuoteSignature(crypto: Crypto, quote: Quote): void {
  const { attestationKey, signature, signed } = quote
  if (!crypto.p256Verify(signature, crypto.sha256(signed), compress(attestationKey))) {
    reject('QUOTE_SIGNATURE', 'the quote is not signed by its attestation key')
  }
}

export function checkQeIdentity(report: QeReport, identity: QeIdentity): void {
  if (!isEqual(report.mrSigner, identity.mrSigner)) {
    reject('QE_IDENTITY', `MRSIGNER ${toHex(report.mrSigner)}`)
  }
  if (report.isvProdId !== identity.isvProdId) reject('QE_IDENTITY', `product ${report.isvProdId}`)
  if (!matchesMasked(report.miscSelect, identity.miscSelectMask, identity.miscSelect)) {
    reject('QE_IDENTITY', `MISCSELECT ${toHex(report.miscSelect)}`)
  }
  if (!matchesMasked(report.attributes, identity.attributesMask, identity.attributes)) {
    reject('QE_IDENTITY', `attributes ${toHex(report.attributes)}`)
  }
}
