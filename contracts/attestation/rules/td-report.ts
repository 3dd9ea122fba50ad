/** Fields of a TD report body and the rules no policy can switch off. Pure. */
import { isZero, toHex, u32 } from './bytes.js'
import type { Quote } from './quote.js'
import { reject } from './reject.js'

export const teeTcbSvnInReport = 0
const mrSignerSeamAt = 64
/** TDATTRIBUTES and XFAM, 8 bytes each. */
export const attributesInReport = 120
const xfamAt = 128
const measurementsAt = 136
const reportDataAt = 520
const reportEnd = 584
export const teeTcbSvn2InReport = 584
const mrServiceTdAt = 600

/** The module's SVNs, as of the start of the TD. */
export const teeTcbSvnOf = ({ body }: Quote): Uint8Array => body.subarray(0, 16)
/** As loaded now; TD 1.5 only. */
export const teeTcbSvn2Of = ({ body, isTd15 }: Quote): Uint8Array | undefined =>
  isTd15 ? body.subarray(teeTcbSvn2InReport, mrServiceTdAt) : undefined
/** MRSIGNERSEAM[48] and SEAMATTRIBUTES[8]. */
export const seamOf = ({ body }: Quote): Uint8Array =>
  body.subarray(mrSignerSeamAt, attributesInReport)
/** MRTD, MRCONFIGID, MROWNER, MROWNERCONFIG, RTMR0 to RTMR3: what runs in the TD. */
export const measurementsOf = ({ body }: Quote): Uint8Array =>
  body.subarray(measurementsAt, reportDataAt)
export const reportDataOf = ({ body }: Quote): Uint8Array => body.subarray(reportDataAt, reportEnd)

/**
 * DEBUG off, reserved bits zero, SEPT_VE_DISABLE on, no service TD. The bits of TDATTRIBUTES that have a
 * meaning are SEPT_VE_DISABLE, MIGRATABLE, PKS and KL (28 to 31) and PERFMON (63).
 */
export function checkTdRules({ body, isTd15 }: Quote): void {
  const attributes = u32(body, attributesInReport)
  if ((attributes & 1) !== 0) reject('QUOTE_DEBUG', 'DEBUG is set')
  if ((attributes & 0x0fff_ffff) !== 0 || (u32(body, attributesInReport + 4) & 0x7fff_ffff) !== 0) {
    reject(
      'QUOTE_RESERVED_BITS',
      `TDATTRIBUTES ${toHex(body.subarray(attributesInReport, xfamAt))}`,
    )
  }
  const xfam = u32(body, xfamAt)
  // State components that exist, and the two that are always on.
  if ((xfam & ~0x0006_dbe7) !== 0 || (xfam & 3) !== 3 || u32(body, xfamAt + 4) !== 0) {
    reject('QUOTE_RESERVED_BITS', `XFAM ${toHex(body.subarray(xfamAt, xfamAt + 8))}`)
  }
  if ((attributes & 0x1000_0000) === 0) reject('QUOTE_SEPT_VE', 'SEPT_VE_DISABLE is clear')
  if (!isTd15) return
  const mrServiceTd = body.subarray(mrServiceTdAt)
  if (!isZero(mrServiceTd)) reject('QUOTE_SERVICE_TD', `MRSERVICETD ${toHex(mrServiceTd)}`)
}
