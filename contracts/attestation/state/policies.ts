/** Policies: rules in force, rules that wait, and how many workers there are. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'
import type { PackedRules } from '../rules/policy-rules.js'
import { loadBody, loadPaid, savePaid } from './paid.js'

export type Policy = {
  /** Absent before the first time lock is over. */
  readonly rules: PackedRules | undefined
  /** Since when they are in force. */
  readonly rulesAtNs: bigint
  readonly next: PackedRules | undefined
  readonly nextAtNs: bigint
  /** 0 while it lives. */
  readonly retiredAtNs: bigint
}

/** Times and the length of the rules in force; these and the waiting ones follow, as far as there are any. */
const layout = '8882'
const headLength = 8 + 8 + 8 + 2

/** The policy as of now: waiting rules whose time has come are in force. */
export function loadPolicy(policyId: string): Policy | undefined {
  const body = loadBody(keyOf(policyId))
  if (body === undefined) return undefined
  const [rulesAtNs, nextAtNs, retiredAtNs, length] = unpack(layout, body.subarray(0, headLength))
  const nextFrom = headLength + length
  const next = nextFrom === body.length ? undefined : body.subarray(nextFrom)
  if (next !== undefined && nextAtNs <= blockTimestamp()) {
    return { rules: next, rulesAtNs: nextAtNs, next: undefined, nextAtNs: 0n, retiredAtNs }
  }
  const rules = length === 0 ? undefined : body.subarray(headLength, nextFrom)
  return { rules, rulesAtNs, next, nextAtNs, retiredAtNs }
}

export function savePolicy(policyId: string, payerId: string, policy: Policy): void {
  const { rules = none, next = none, rulesAtNs, nextAtNs, retiredAtNs } = policy
  const head = pack(layout, [rulesAtNs, nextAtNs, retiredAtNs, rules.length])
  savePaid(keyOf(policyId), payerId, joinBytes([head, rules, next]))
}

const none: PackedRules = new Uint8Array(0)

export function policyPayer(policyId: string): string | undefined {
  return loadPaid(keyOf(policyId))?.payerId
}

function keyOf(policyId: string): string {
  return `p:${policyId}`
}
