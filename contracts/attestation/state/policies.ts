/** Policies: rules in force, rules that wait, and every earlier ones with the time for which they held. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { type RecordOf, record, rest, u16, u32, u64, version } from '../../common/state/record.js'
import { joinBytes, noBytes } from '../../common/wire/bytes.js'
import type { PackedRules } from '../rules/policy-rules.js'
import { loadBody, savePaid } from './paid.js'
import { lastFrom, numbered } from './places.js'

export type Policy = {
  /** Counts the rules that have been in force. */
  readonly revision: number
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
const headFields = {
  version: version(1),
  revision: u32,
  rulesAtNs: u64,
  nextAtNs: u64,
  retiredAtNs: u64,
  rulesLength: u16,
} as const
export const policyHeadRecord = record(headFields)
const headLength = policyHeadRecord.size

/** Rules that held until others did. */
export const pastRulesRecord = record({
  version: version(1),
  fromNs: u64,
  untilNs: u64,
  rules: rest,
})

/** Rules and their place among those of their policy. */
export type Revision = { readonly revision: number; readonly rules: PackedRules }

/** The policy as of now: waiting rules whose time has come are in force. */
export function loadPolicy(policyId: string): Policy | undefined {
  const stored = loadStoredPolicy(policyId)
  if (stored === undefined || !isNextInForce(stored, blockTimestamp())) return stored
  return {
    revision: stored.revision + 1,
    rules: stored.next,
    rulesAtNs: stored.nextAtNs,
    next: undefined,
    nextAtNs: 0n,
    retiredAtNs: stored.retiredAtNs,
  }
}

export function isNextInForce({ next, nextAtNs }: Policy, atNs: bigint): boolean {
  return next !== undefined && nextAtNs <= atNs
}

/** The policy as it was last written: the rules before are still beside those whose time has come. */
export function loadStoredPolicy(policyId: string): Policy | undefined {
  const body = loadBody(keyOf(policyId))
  if (body === undefined) return undefined
  const head = policyHeadRecord.decode(body.subarray(0, headLength))
  const nextFrom = headLength + head.rulesLength
  return {
    revision: head.revision,
    rules: head.rulesLength === 0 ? undefined : body.subarray(headLength, nextFrom),
    rulesAtNs: head.rulesAtNs,
    next: nextFrom === body.length ? undefined : body.subarray(nextFrom),
    nextAtNs: head.nextAtNs,
    retiredAtNs: head.retiredAtNs,
  }
}

/** Whoever pays for it goes on paying unless somebody else is named. */
export function savePolicy(policyId: string, payerId: string | undefined, policy: Policy): void {
  const { rules = none, next = none } = policy
  const head = policyHeadRecord.encode({ ...policy, rulesLength: rules.length })
  savePaid(keyOf(policyId), payerId, joinBytes([head, rules, next]))
}

const none: PackedRules = noBytes

/** Keeps rules that are no longer in force. */
export function keepRules(
  policyId: string,
  payerId: string,
  revision: number,
  past: RecordOf<typeof pastRulesRecord>,
): void {
  savePaid(pastKey(policyId, revision), payerId, pastRulesRecord.encode(past))
}

/** The rules that were in force at a time. */
export function rulesAt(policyId: string, policy: Policy, atNs: bigint): Revision | undefined {
  const { revision, rules, rulesAtNs, next } = policy
  if (next !== undefined && isNextInForce(policy, atNs)) {
    return { revision: revision + 1, rules: next }
  }
  if (rules === undefined) return undefined
  if (atNs >= rulesAtNs) return { revision, rules }
  return lastFrom(
    revision - 1,
    (i) => {
      const body = loadBody(pastKey(policyId, i + 1))
      return body === undefined ? undefined : { revision: i + 1, ...pastRulesRecord.decode(body) }
    },
    atNs,
  )
}

function keyOf(policyId: string): string {
  return `p:${policyId}`
}

function pastKey(policyId: string, revision: number): Uint8Array {
  return numbered(`P:${policyId}:`, revision)
}
