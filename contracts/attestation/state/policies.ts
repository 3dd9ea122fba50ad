/** Policies: rules in force, rules that wait, and how many workers there are. */
import { blockTimestamp, utf8Decode, utf8Encode } from '@research-hub/compiler/host'
import type { PolicyRules } from '../interface.js'
import { loadPaid, savePaid } from '../paid.js'

export type Policy = {
  /** Absent before the first time lock is over. */
  readonly rules?: PolicyRules
  /** Since when they are in force. */
  readonly rulesAtNs: bigint
  readonly next?: PolicyRules
  readonly nextAtNs: bigint
  /** 0 while it lives. */
  readonly retiredAtNs: bigint
}

type Stored = {
  readonly r?: PolicyRules
  readonly a: string
  readonly n?: PolicyRules
  readonly w: string
  readonly e: string
}

/** The policy as of now: waiting rules whose time has come are in force. */
export function loadPolicy(policyId: string): Policy | undefined {
  const record = loadPaid(keyOf(policyId))
  if (record === undefined) return undefined
  const stored = JSON.parse(utf8Decode(record.body)) as Stored
  const nextAtNs = BigInt(stored.w)
  const ends = { retiredAtNs: BigInt(stored.e) }
  if (stored.n !== undefined && nextAtNs <= blockTimestamp()) {
    return { rules: stored.n, rulesAtNs: nextAtNs, nextAtNs: 0n, ...ends }
  }
  return {
    ...(stored.r === undefined ? {} : { rules: stored.r }),
    rulesAtNs: BigInt(stored.a),
    ...(stored.n === undefined ? {} : { next: stored.n }),
    nextAtNs,
    ...ends,
  }
}

export function savePolicy(policyId: string, payerId: string, policy: Policy): void {
  const stored: Stored = {
    ...(policy.rules === undefined ? {} : { r: policy.rules }),
    a: String(policy.rulesAtNs),
    ...(policy.next === undefined ? {} : { n: policy.next }),
    w: String(policy.nextAtNs),
    e: String(policy.retiredAtNs),
  }
  savePaid(keyOf(policyId), payerId, utf8Encode(JSON.stringify(stored)))
}

export function policyPayer(policyId: string): string | undefined {
  return loadPaid(keyOf(policyId))?.payerId
}

function keyOf(policyId: string): string {
  return `p:${policyId}`
}
