/** Whether new rules ask at least what the old ones ask, in every part: such rules need no notice. Pure. */
import { holds, u16, u32 } from './bytes.js'
import {
  allowedAdvisories,
  earlySet,
  givenAt,
  graceAt,
  itemLengths,
  listAt,
  listNames,
  masksAt,
  maxValidityAt,
  migratableBit,
  minEvaluationAt,
  minTcbDateAt,
  type PackedRules,
  perMachineAt,
  serviceTds,
  setAt,
  standardSet,
  statusesAt,
  valuesAt,
} from './policy-rules.js'

export function isTighter(rules: PackedRules, before: PackedRules): boolean {
  const isNotAbove = (at: number): boolean => u32(rules, at) <= u32(before, at)
  const isNotBelow = (at: number): boolean => u32(rules, at) >= u32(before, at)
  const migratable = (rules[givenAt] ?? 0) & ~(before[givenAt] ?? 0) & migratableBit
  return (
    (u16(rules, statusesAt) & ~u16(before, statusesAt)) === 0 &&
    migratable === 0 &&
    // Its upper half is zero.
    isNotBelow(minTcbDateAt) &&
    isNotBelow(minEvaluationAt) &&
    isNotAbove(graceAt) &&
    isNotAbove(maxValidityAt) &&
    (rules[perMachineAt] ?? 0) <= (before[perMachineAt] ?? 0) &&
    isSetKept(u32(rules, setAt), u32(before, setAt)) &&
    areMasksKept(rules, before) &&
    areAdvisoriesKept(allowedAdvisories(rules), allowedAdvisories(before)) &&
    !listNames.some((_name, i) => !isListKept(rules, before, i))
  )
}

function isSetKept(set: number, before: number): boolean {
  return set === before || (set === earlySet && before === standardSet)
}

/** Whoever fulfils the new masks fulfils the old ones. */
function areMasksKept(rules: PackedRules, before: PackedRules): boolean {
  for (let i = 0; i < 16; i++) {
    const mask = before[masksAt + i] ?? 0
    if ((mask & ~(rules[masksAt + i] ?? 0)) !== 0) return false
    if (((rules[valuesAt + i] ?? 0) & mask) !== (before[valuesAt + i] ?? 0)) return false
  }
  return true
}

function areAdvisoriesKept(
  allowed: readonly string[] | undefined,
  before: readonly string[] | undefined,
): boolean {
  if (before === undefined) return true
  return allowed !== undefined && !allowed.some((id) => before.indexOf(id) < 0)
}

/** Lists of what is allowed only shrink, those of what is denied only grow; an absent service TD is none. */
function isListKept(rules: PackedRules, before: PackedRules, index: number): boolean {
  const length = itemLengths[index] ?? 0
  const [now, old] = [listAt(rules, index), listAt(before, index)]
  if (index !== serviceTds && !old.isGiven) return true
  if (index !== serviceTds && !now.isGiven) return false
  const isDenial = index === 1 || index === 3
  const [inner, outer] = isDenial ? [before, rules] : [rules, before]
  const [part, whole] = isDenial ? [old, now] : [now, old]
  const all = outer.subarray(whole.from, whole.from + whole.count * length)
  for (let i = 0; i < part.count; i++) {
    const from = part.from + i * length
    if (!holds(all, inner.subarray(from, from + length))) return false
  }
  return true
}
