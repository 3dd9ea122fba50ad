/** What a policy asks, applied to a worker's facts. Pure. */
import { holds, matchesMasked, toHex, u16, u32 } from './bytes.js'
import type { Appraisal } from './platform-level.js'
import {
  allowedAdvisories,
  givenAt,
  graceAt,
  itemLengths,
  listAt,
  masksAt,
  maxValidityAt,
  minEvaluationAt,
  minTcbDateAt,
  type PackedRules,
  statusesAt,
  valuesAt,
} from './policy-rules.js'
import { reject } from './reject.js'
import { statuses } from './status.js'

/** Bits of the four lists. */
const anyList = 15

export function graceS(rules: PackedRules): number {
  return u32(rules, graceAt)
}

export function maxValidityS(rules: PackedRules): number {
  return u32(rules, maxValidityAt)
}

export function checkPlatform(rules: PackedRules, fmspc: Uint8Array, machineId: Uint8Array): void {
  if (((rules[givenAt] ?? 0) & anyList) === 0) return
  if (!isListed(rules, 0, fmspc)) reject('POLICY_FMSPC', toHex(fmspc))
  if (!isListed(rules, 2, machineId)) reject('POLICY_MACHINE', toHex(machineId))
}

/** `bits`: TDATTRIBUTES and XFAM, 8 bytes each. */
export function checkTdBits(rules: PackedRules, bits: Uint8Array): void {
  if (!matchesMasked(bits, 0, rules, masksAt, valuesAt, 8)) {
    reject('POLICY_ATTRIBUTES', `TDATTRIBUTES ${toHex(bits.subarray(0, 8))}`)
  }
  if (!matchesMasked(bits, 8, rules, masksAt + 8, valuesAt + 8, 8)) {
    reject('POLICY_XFAM', `XFAM ${toHex(bits.subarray(8))}`)
  }
}

/** Status, advisories, dates and evaluation number. */
export function checkTcb(rules: PackedRules, appraisal: Appraisal): void {
  const { status, advisories, tcbDateS, evaluation } = appraisal
  if (status === 'Revoked') reject('TCB_REVOKED', 'the TCB is revoked')
  if ((u16(rules, statusesAt) & (1 << statuses.indexOf(status))) === 0) {
    reject('POLICY_STATUS', `${status} ${advisories().join(' ')}`)
  }
  const allowed = status === 'UpToDate' ? undefined : allowedAdvisories(rules)
  if (allowed !== undefined) {
    const other = advisories().find((id) => allowed.indexOf(id) < 0)
    if (other !== undefined) reject('POLICY_ADVISORY', other)
  }
  const minDateS = u32(rules, minTcbDateAt) + u32(rules, minTcbDateAt + 4) * 4_294_967_296
  if (tcbDateS < minDateS) reject('POLICY_TCB_DATE', `${tcbDateS} is before ${minDateS}`)
  const minEvaluation = u32(rules, minEvaluationAt)
  if (evaluation < minEvaluation) {
    reject('POLICY_EVALUATION', `${evaluation} is below ${minEvaluation}`)
  }
}

/** In the list of those allowed, if there is one, and not in the next list, of those denied. */
function isListed(rules: PackedRules, allowIndex: number, item: Uint8Array): boolean {
  const isIn = (index: number): boolean | undefined => {
    const { from, count, isGiven } = listAt(rules, index)
    const end = from + count * (itemLengths[index] ?? 0)
    return isGiven ? holds(rules.subarray(from, end), item) : undefined
  }
  return isIn(allowIndex + 1) !== true && isIn(allowIndex) !== false
}
