/** Between a policy's rules on the wire and as stored; `rules/policy-rules.ts` says how they lie there. */

import { pack, unpack } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'
import type { PolicyRules } from '../interface.js'
import { fromAnyHex, fromAscii, toHex } from '../rules/bytes.js'
import {
  advisoriesBit,
  allowedAdvisories,
  itemLengths,
  listAt,
  listNames,
  masksAt,
  type PackedRules,
  valuesAt,
} from '../rules/policy-rules.js'
import { statuses } from '../rules/status.js'

/** Up to the masks. */
const layout = '218444'

type Lists = 'allowed_advisories' | (typeof listNames)[number]

/** As decoded: lists that are absent may also be undefined. */
type DecodedRules = Omit<PolicyRules, Lists> & {
  readonly [K in Lists]?: readonly string[] | undefined
}

export function packRules(rules: DecodedRules): PackedRules {
  const { allowed_advisories: advisories } = rules
  const lists = listNames.map((name) => rules[name])
  let given = advisories === undefined ? 0 : advisoriesBit
  lists.forEach((list, i) => {
    if (list !== undefined) given |= 1 << i
  })
  const head = pack(layout, [
    rules.accepted_statuses.reduce((bits, name) => bits | (1 << statuses.indexOf(name)), 0),
    given,
    BigInt(rules.min_tcb_date_s),
    rules.tcb_grace_s,
    rules.min_evaluation_number,
    rules.max_validity_s,
  ])
  const hex =
    rules.td_attributes_mask + rules.xfam_mask + rules.td_attributes_value + rules.xfam_value
  return joinBytes([
    head,
    fromHex(hex),
    Uint8Array.from(lists.map((list) => list?.length ?? 0)),
    fromHex(lists.map((list) => (list ?? []).join('')).join('')),
    fromAscii((advisories ?? []).join(',')),
  ])
}

export function unpackRules(rules: PackedRules): PolicyRules {
  const head = unpack(layout, rules.subarray(0, masksAt))
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
  return {
    accepted_statuses: statuses.filter((_name, i) => (head[0] & (1 << i)) !== 0),
    ...(advisories === undefined ? {} : { allowed_advisories: advisories }),
    min_tcb_date_s: String(head[2]),
    tcb_grace_s: head[3],
    min_evaluation_number: head[4],
    ...lists,
    td_attributes_mask: hex(masksAt, 8),
    td_attributes_value: hex(valuesAt, 8),
    xfam_mask: hex(masksAt + 8, 8),
    xfam_value: hex(valuesAt + 8, 8),
    max_validity_s: head[5],
  }
}

function fromHex(text: string): Uint8Array {
  return fromAnyHex(text, text.length / 2) ?? new Uint8Array(0)
}
