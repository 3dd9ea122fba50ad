/** Fields of a TD report body and the rules no policy can switch off. Pure. */
import { isZero, toHex } from './bytes.js'
import type { Quote } from './quote.js'
import { reject } from './reject.js'

export type TdReport = {
  readonly teeTcbSvn: Uint8Array
  readonly mrSignerSeam: Uint8Array
  readonly seamAttributes: Uint8Array
  readonly tdAttributes: Uint8Array
  readonly xfam: Uint8Array
  /** MRTD, MRCONFIGID, MROWNER, MROWNERCONFIG, RTMR0 to RTMR3: what runs in the TD. */
  readonly measurements: Uint8Array
  readonly reportData: Uint8Array
  /** TD 1.5 only. */
  readonly teeTcbSvn2: Uint8Array | undefined
  readonly mrServiceTd: Uint8Array | undefined
}

/** DEBUG alone; the bits that have a meaning: SEPT_VE_DISABLE, MIGRATABLE, PKS, KL, PERFMON. */
const debugBit = 0x01
const knownAttributes = [0x00, 0x00, 0x00, 0xf0, 0x00, 0x00, 0x00, 0x80]
const septVeDisableBit = 0x10
/** State components that exist, and the two that are always on. */
const knownXfam = [0xe7, 0xdb, 0x06, 0x00, 0x00, 0x00, 0x00, 0x00]
const fixedXfam = 0x03

export function readTdReport({ body, isTd15 }: Quote): TdReport {
  return {
    teeTcbSvn: body.subarray(0, 16),
    mrSignerSeam: body.subarray(64, 112),
    seamAttributes: body.subarray(112, 120),
    tdAttributes: body.subarray(120, 128),
    xfam: body.subarray(128, 136),
    measurements: body.subarray(136, 520),
    reportData: body.subarray(520, 584),
    teeTcbSvn2: isTd15 ? body.subarray(584, 600) : undefined,
    mrServiceTd: isTd15 ? body.subarray(600, 648) : undefined,
  }
}

/** DEBUG off, reserved bits zero, SEPT_VE_DISABLE on, no service TD. */
export function checkTdRules(report: TdReport): void {
  const { tdAttributes, xfam, mrServiceTd } = report
  if (((tdAttributes[0] ?? 0) & debugBit) !== 0) reject('QUOTE_DEBUG', 'DEBUG is set')
  if (!fitsWithin(tdAttributes, knownAttributes)) {
    reject('QUOTE_RESERVED_BITS', `TDATTRIBUTES ${toHex(tdAttributes)}`)
  }
  if (!fitsWithin(xfam, knownXfam) || ((xfam[0] ?? 0) & fixedXfam) !== fixedXfam) {
    reject('QUOTE_RESERVED_BITS', `XFAM ${toHex(xfam)}`)
  }
  if (((tdAttributes[3] ?? 0) & septVeDisableBit) === 0) {
    reject('QUOTE_SEPT_VE', 'SEPT_VE_DISABLE is clear')
  }
  if (mrServiceTd !== undefined && !isZero(mrServiceTd)) {
    reject('QUOTE_SERVICE_TD', `MRSERVICETD ${toHex(mrServiceTd)}`)
  }
}

function fitsWithin(bytes: Uint8Array, known: readonly number[]): boolean {
  return known.every((bits, i) => ((bytes[i] ?? 0) & ~bits) === 0)
}
