/** Fields of a TD report body and the rules no policy can switch off. Pure. */
import { toHex, u32 } from './bytes.js'
import type { Quote } from './quote.js'
import { reject } from './reject.js'

/** Where the fields of a body begin: where the one before ends; the last two in TD 1.5 only. */
export const teeTcbSvnAt = 0
const mrSeamAt = teeTcbSvnAt + 16
export const mrSignerSeamAt = mrSeamAt + 48
export const seamAttributesAt = mrSignerSeamAt + 48
export const tdAttributesAt = seamAttributesAt + 8
const xfamAt = tdAttributesAt + 8
const measurementsAt = xfamAt + 8
const reportDataAt = measurementsAt + 8 * 48
export const teeTcbSvn2At = reportDataAt + 64
export const mrServiceTdAt = teeTcbSvn2At + 16

/** The module's SVNs, as of the start of the TD. */
export const teeTcbSvnOf = ({ body }: Quote): Uint8Array => body.subarray(teeTcbSvnAt, mrSeamAt)
/** As loaded now; TD 1.5 only. */
export const teeTcbSvn2Of = ({ body, isTd15 }: Quote): Uint8Array | undefined =>
  isTd15 ? body.subarray(teeTcbSvn2At, mrServiceTdAt) : undefined
/** MRTD, MRCONFIGID, MROWNER, MROWNERCONFIG, RTMR0 to RTMR3: what runs in the TD. */
export const measurementsOf = ({ body }: Quote): Uint8Array =>
  body.subarray(measurementsAt, reportDataAt)
export const reportDataOf = ({ body }: Quote): Uint8Array =>
  body.subarray(reportDataAt, teeTcbSvn2At)

/**
 * DEBUG off, bits without a meaning zero, SEPT_VE_DISABLE on. Which of the other bits may be set is the policy's:
 * of TDATTRIBUTES LASS, SEPT_VE_DISABLE, MIGRATABLE, PKS and KL (27 to 31), TPA (62) and PERFMON (63).
 */
export function checkTdRules({ body }: Quote): void {
  const attributes = u32(body, tdAttributesAt)
  if ((attributes & 1) !== 0) reject('QUOTE_DEBUG', 'DEBUG is set')
  if ((attributes & 0x07ff_ffff) !== 0 || (u32(body, tdAttributesAt + 4) & 0x3fff_ffff) !== 0) {
    reject('QUOTE_RESERVED_BITS', `TDATTRIBUTES ${toHex(body.subarray(tdAttributesAt, xfamAt))}`)
  }
  const xfam = u32(body, xfamAt)
  // State components that exist, and the two that are always on.
  if ((xfam & ~0x000e_dbe7) !== 0 || (xfam & 3) !== 3 || u32(body, xfamAt + 4) !== 0) {
    reject('QUOTE_RESERVED_BITS', `XFAM ${toHex(body.subarray(xfamAt, measurementsAt))}`)
  }
  if ((attributes & 0x1000_0000) === 0) reject('QUOTE_SEPT_VE', 'SEPT_VE_DISABLE is clear')
}
