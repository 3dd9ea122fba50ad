/** Between a policy's rules on the wire and as stored; `policy-rules.ts` says how they lie there. Pure. */
import { joinBytes } from '../../common/wire/bytes.js'
import type { PolicyRules } from '../interface.js'
import { fromAnyHex, fromAscii, putU16, putU32, toHex, u16, u32 } from './bytes.js'
import {
  advisoriesBit,
  allowedAdvisories,
  countsAt,
  earlySet,
  givenAt,
  graceAt,
  itemLengths,
  listAt,
  listNames,
  listsAt,
  masksAt,
  maxValidityAt,
  migratableBit,
  minEvaluationAt,
  minTcbDateAt,
  type PackedRules,
  perMachineAt,
  setAt,
  standardSet,
  statusesAt,
  valuesAt,
} from './policy-rules.js'
import { statuses } from './status.js'

const u32Range = 4_294_967_296n

type Lists = 'allowed_advisories' | 'allow_migratable' | (typeof listNames)[number]

/** As decoded: lists that are absent may also be undefined. */
type DecodedRules = Omit<PolicyRules, Lists> & {
  readonly [K in Lists]?: PolicyRules[K] | undefined
}

export function packRules(rules: DecodedRules): PackedRules {
  const { allowed_advisories: advisories } = rules
  const lists = listNames.map((name) => rules[name])
  let given = advisories === undefined ? 0 : advisoriesBit
  if (rules.allow_migratable === true) given |= migratableBit
  lists.forEach((list, i) => {
    if (list !== undefined) given |= 1 << i
  })
  const head = new Uint8Array(listsAt)
  const minTcbDateS = BigInt(rules.min_tcb_date_s)
  const accepted = rules.accepted_statuses
  putU16(
    head,
    statusesAt,
    accepted.reduce((bits, name) => bits | (1 << statuses.indexOf(name)), 0),
  )
  head[givenAt] = given
  putU32(head, minTcbDateAt, Number(minTcbDateS % u32Range))
  putU32(head, minTcbDateAt + 4, Number(minTcbDateS / u32Range))
  putU32(head, graceAt, rules.tcb_grace_s)
  putU32(head, minEvaluationAt, rules.min_evaluation_number)
  const { tcb_set: set } = rules
  putU32(head, setAt, set === 'standard' ? standardSet : set === 'early' ? earlySet : Number(set))
  putU32(head, maxValidityAt, rules.max_validity_s)
  head[perMachineAt] = rules.max_per_machine
  head.set(fromHex(rules.td_attributes_mask + rules.xfam_mask), masksAt)
  head.set(fromHex(rules.td_attributes_value + rules.xfam_value), valuesAt)
  lists.forEach((list, i) => {
    head[countsAt + i] = list?.length ?? 0
  })
  return joinBytes([
    head,
    fromHex(lists.map((list) => (list ?? []).join('')).join('')),
    fromAscii((advisories ?? []).join(',')),
  ])
}

export function unpackRules(rules: PackedRules): PolicyRules {
  const hex = (from: number, length: number): string => toHex(rules.subarray(from, from + length))
  const lists: { -readonly [K in (typeof listNames)[number]]?: readonly string[] } = {}
  listNames.forEach((name, i) => {
    const { from, count, isGiven } = listAt(rules, i)
    const length = itemLengths[i] ?? 0
    const items: string[] = []
    for (let n = 0; n < count; n++) items.push(hex(from + n * length, length))
    if (isGiven) lists[name] = items
  })
  const advisories = allowedAdvisories(rules)
  const set = u32(rules, setAt)
  return {
    accepted_statuses: statuses.filter((_name, i) => (u16(rules, statusesAt) & (1 << i)) !== 0),
    ...(advisories === undefined ? {} : { allowed_advisories: advisories }),
    min_tcb_date_s: String(
      BigInt(u32(rules, minTcbDateAt)) + BigInt(u32(rules, minTcbDateAt + 4)) * u32Range,
    ),
    tcb_grace_s: u32(rules, graceAt),
    min_evaluation_number: u32(rules, minEvaluationAt),
    tcb_set: set === standardSet ? 'standard' : set === earlySet ? 'early' : String(set),
    ...(((rules[givenAt] ?? 0) & migratableBit) === 0 ? {} : { allow_migratable: true }),
    ...lists,
    td_attributes_mask: hex(masksAt, 8),
    td_attributes_value: hex(valuesAt, 8),
    xfam_mask: hex(masksAt + 8, 8),
    xfam_value: hex(valuesAt + 8, 8),
    max_validity_s: u32(rules, maxValidityAt),
    max_per_machine: rules[perMachineAt] ?? 0,
  }
}

function fromHex(text: string): Uint8Array {
  return fromAnyHex(text, text.length / 2) ?? new Uint8Array(0)
}
