/** What a policy asks, applied to a worker's facts. Pure. */
import { holds, isZero, matchesMasked, toHex, u16, u32 } from './bytes.js'
import type { Appraisal } from './platform-level.js'
import {
  allowedAdvisories,
  countsAt,
  givenAt,
  graceAt,
  itemLengths,
  listAt,
  listsAt,
  masksAt,
  maxValidityAt,
  migratableBit,
  minEvaluationAt,
  minTcbDateAt,
  type PackedRules,
  perMachineAt,
  serviceTds,
  statusesAt,
  valuesAt,
} from './policy-rules.js'
import { reject } from './reject.js'
import { statuses } from './status.js'

/** Bits of the lists of platforms and machines. */
const anyList = 15

export function graceS(rules: PackedRules): number {
  return u32(rules, graceAt)
}

export function maxValidityS(rules: PackedRules): number {
  return u32(rules, maxValidityAt)
}

/** How many workers of the policy one machine may have. */
export function perMachine(rules: PackedRules): number {
  return rules[perMachineAt] ?? 0
}

/** In the lists of what is allowed, where there are any, and in none of what is denied. */
export function checkPlatform(rules: PackedRules, fmspc: Uint8Array, machineId: Uint8Array): void {
  const given = rules[givenAt] ?? 0
  if ((given & anyList) === 0) return
  let from: number = listsAt
  for (let i = 0; i < 4; i++) {
    const item = i < 2 ? fmspc : machineId
    const end = from + (rules[countsAt + i] ?? 0) * (itemLengths[i] ?? 0)
    const isAllowList = i % 2 === 0
    if ((given & (1 << i)) !== 0 && holds(rules.subarray(from, end), item) !== isAllowList) {
      reject(i < 2 ? 'POLICY_FMSPC' : 'POLICY_MACHINE', toHex(item))
    }
    from = end
  }
}

/** `bits`: TDATTRIBUTES and XFAM, 8 bytes each. */
export function checkTdBits(rules: PackedRules, bits: Uint8Array): void {
  if (((bits[3] ?? 0) & 0x20) !== 0 && ((rules[givenAt] ?? 0) & migratableBit) === 0) {
    reject('POLICY_ATTRIBUTES', 'MIGRATABLE is set')
  }
  if (!matchesMasked(bits, 0, rules, masksAt, valuesAt, 8)) {
    reject('POLICY_ATTRIBUTES', `TDATTRIBUTES ${toHex(bits.subarray(0, 8))}`)
  }
  if (!matchesMasked(bits, 8, rules, masksAt + 8, valuesAt + 8, 8)) {
    reject('POLICY_XFAM', `XFAM ${toHex(bits.subarray(8))}`)
  }
}

/** No service TD, or one of those that are allowed. */
export function checkServiceTd(rules: PackedRules, mrServiceTd: Uint8Array): void {
  if (isZero(mrServiceTd)) return
  const { from, count } = listAt(rules, serviceTds)
  if (holds(rules.subarray(from, from + count * 48), mrServiceTd)) return
  reject('QUOTE_SERVICE_TD', `MRSERVICETD ${toHex(mrServiceTd)}`)
}

/** Status, advisories, dates and evaluation number. */
export function checkTcb(rules: PackedRules, appraisal: Appraisal): void {
  const { status, advisories, tcbDateS, evaluation } = appraisal
  if (status === 'Revoked') reject('TCB_REVOKED', 'the TCB is revoked')
  if ((u16(rules, statusesAt) & (1 << statuses.indexOf(status))) === 0) {
    reject('POLICY_STATUS', `${status} ${advisories().join(' ')}; ${appraisal.shortfall()}`)
  }
  const allowed = status === 'UpToDate' ? undefined : allowedAdvisories(rules)
  if (allowed !== undefined) {
    const other = appraisal.advisoryOutside(allowed)
    if (other !== undefined) reject('POLICY_ADVISORY', other)
  }
  const minDateS = u32(rules, minTcbDateAt) + u32(rules, minTcbDateAt + 4) * 4_294_967_296
  if (tcbDateS < minDateS) reject('POLICY_TCB_DATE', `${tcbDateS} is before ${minDateS}`)
  const minEvaluation = u32(rules, minEvaluationAt)
  if (evaluation < minEvaluation) {
    reject('POLICY_EVALUATION', `${evaluation} is below ${minEvaluation}`)
  }
}
