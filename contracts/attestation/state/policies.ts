/** Policies: rules in force, rules that wait, and how many workers there are. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { record, u16, u64 } from '../../common/state/record.js'
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
const headFields = { rulesAtNs: u64, nextAtNs: u64, retiredAtNs: u64, rulesLength: u16 } as const
export const policyHeadRecord = record(headFields)
const headLength = policyHeadRecord.size

/** The policy as of now: waiting rules whose time has come are in force. */
export function loadPolicy(policyId: string): Policy | undefined {
  const body = loadBody(keyOf(policyId))
  if (body === undefined) return undefined
  const { rulesLength, rulesAtNs, nextAtNs, retiredAtNs } = policyHeadRecord.decode(
    body.subarray(0, headLength),
  )
  const nextFrom = headLength + rulesLength
  const next = nextFrom === body.length ? undefined : body.subarray(nextFrom)
  if (next !== undefined && nextAtNs <= blockTimestamp()) {
    return { rules: next, rulesAtNs: nextAtNs, next: undefined, nextAtNs: 0n, retiredAtNs }
  }
  const rules = rulesLength === 0 ? undefined : body.subarray(headLength, nextFrom)
  return { rules, rulesAtNs, next, nextAtNs, retiredAtNs }
}

export function savePolicy(policyId: string, payerId: string, policy: Policy): void {
  const { rules = none, next = none } = policy
  const head = policyHeadRecord.encode({ ...policy, rulesLength: rules.length })
  savePaid(keyOf(policyId), payerId, joinBytes([head, rules, next]))
}

const none: PackedRules = new Uint8Array(0)

export function policyPayer(policyId: string): string | undefined {
  return loadPaid(keyOf(policyId))?.payerId
}

function keyOf(policyId: string): string {
  return `p:${policyId}`
}
