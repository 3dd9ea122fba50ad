/** Whether a platform and TD fulfil a policy now: the same rules at registration and ever after. */

import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { u32 } from '../../rules/bytes.js'
import { type Appraisal, appraise } from '../../rules/platform-level.js'
import {
  checkPlatform,
  checkServiceTd,
  checkTcb,
  checkTdBits,
  graceS,
  perMachine,
} from '../../rules/policy.js'
import type { PackedRules } from '../../rules/policy-rules.js'
import { type RejectCode, Rejection, reject } from '../../rules/reject.js'
import { type ChainRecord, loadChainRecord } from '../../state/chain.js'
import { firstSeenNsOf } from '../../state/documents.js'
import {
  bitsOf,
  type Facts,
  fmspcOf,
  machineIdOf,
  measurementIdOf,
  mrServiceTdOf,
  notAfterAt,
  svnsOf,
} from '../../state/facts.js'
import { loadDenial } from '../../state/machines.js'
import { loadMeasurement } from '../../state/measurements.js'
import type { Policy } from '../../state/policies.js'
import type { Worker } from '../../state/workers.js'
import { toNs } from '../now.js'
import { checkPckChain, type Documents, requireDocuments } from './chain-check.js'
import { type Choice, chooseSet } from './choose-set.js'

type Judgement = {
  readonly appraisal: Appraisal
  /** Of the set that was judged by. */
  readonly number: number
  /** Until when every document used holds, and a grace that was needed. */
  readonly untilS: number
}

/** What a new set may bring overnight. Revoked is never among it. */
const graceCodes: readonly RejectCode[] = [
  'POLICY_STATUS',
  'POLICY_ADVISORY',
  'TCB_NOT_SUPPORTED',
  'QE_NOT_SUPPORTED',
  'COLLATERAL_MISSING',
  'COLLATERAL_EXPIRED',
]

/** By the chosen set, or else, during the policy's grace, by the one before it. */
export function byChoice<T>(choice: Choice, judge: (number: number) => T): T {
  const { number, before } = choice
  try {
    return judge(number)
  } catch (error) {
    if (!(error instanceof Rejection) || before === undefined) throw error
    if (graceCodes.indexOf(error.code) < 0) throw error
    try {
      return judge(before)
    } catch (again) {
      throw again instanceof Rejection ? error : again
    }
  }
}

/** The set to verify a quote by. */
export function documentsBy(chain: ChainRecord, choice: Choice, fmspc: Uint8Array): Documents {
  return byChoice(choice, (number) => requireDocuments(chain, fmspc, number))
}

/** Status and dates by the chosen set; `known` are the documents of a number that are loaded already. */
export function judgeTcb(
  chain: ChainRecord,
  facts: Facts,
  rules: PackedRules,
  choice: Choice,
  known: Documents | undefined,
  chainUntilS: number,
): Judgement {
  return byChoice(choice, (number) => {
    const documents =
      known?.number === number ? known : requireDocuments(chain, fmspcOf(facts), number)
    const appraisal = appraise(svnsOf(facts), documents.tcbInfo, documents.qeIdentity)
    checkTcb(rules, appraisal)
    const endS = number === choice.number ? choice.untilS : choice.graceUntilS
    return {
      appraisal,
      number,
      untilS: Math.min(documents.untilS, chainUntilS, choice.untilS, endS),
    }
  })
}

export function checkTd(rules: PackedRules, facts: Facts): void {
  checkTdBits(rules, bitsOf(facts))
  checkServiceTd(rules, mrServiceTdOf(facts))
}

/** What the policy's lists say of platform and machine. */
export function checkLists(rules: PackedRules, facts: Facts): void {
  checkPlatform(rules, fmspcOf(facts), machineIdOf(facts))
}

/** A machine's workers are numbered; the first so many count. */
export function checkSlot(rules: PackedRules, slot: number): void {
  const most = perMachine(rules)
  if (slot >= most) reject('POLICY_PER_MACHINE', `${slot + 1} workers on one machine, not ${most}`)
}

export function checkLives(policyId: string, { retiredAtNs }: Policy): void {
  if (retiredAtNs !== 0n) throw new Rejection('POLICY_RETIRED', policyId, retiredAtNs)
}

/** All that is wrong with a worker under its policy. */
export function failures(worker: Worker, policy: Policy): readonly Rejection[] {
  const { facts, policyId, slot } = worker
  const chain = loadChainRecord()
  const found: Rejection[] = []
  const { rules, rulesAtNs } = policy
  if (rules === undefined) return [new Rejection('POLICY_RETIRED', policyId)]
  let chainUntilS = u32(facts, notAfterAt)
  // A rule that is broken is broken since it holds, where nothing more is known.
  const note = (check: () => void): void => {
    try {
      check()
    } catch (error) {
      if (!(error instanceof Rejection)) throw error
      const { code, detail, sinceNs } = error
      const isRule = sinceNs === undefined && code.startsWith('POLICY_')
      found.push(isRule ? new Rejection(code, detail, rulesAtNs) : error)
    }
  }
  note(() => {
    chainUntilS = checkPckChain(chain, facts)
  })
  note(() => judgeDated(chain, worker, rules, rulesAtNs, chainUntilS))
  note(() => checkLists(rules, facts))
  note(() => checkSlot(rules, slot))
  note(() => checkLives(policyId, policy))
  note(() => checkTd(rules, facts))
  note(() => checkMeasurement(policyId, measurementIdOf(facts)))
  note(() => checkMachine(machineIdOf(facts)))
  return found
}

/** A set that fails does so since the first change behind the attestation that can have brought it about. */
function judgeDated(
  chain: ChainRecord,
  { facts, attestedAtNs }: Worker,
  rules: PackedRules,
  rulesAtNs: bigint,
  chainUntilS: number,
): void {
  const choice = chooseSet(chain, rules, blockTimestamp())
  const changes = [choice.sinceNs, choice.sinceNs + toNs(graceS(rules)), rulesAtNs]
  try {
    const documents = byChoice(choice, (number) => {
      const known = requireDocuments(chain, fmspcOf(facts), number)
      // Documents count from when both they are here and their number is the policy's.
      for (const document of [known.info, known.identity]) {
        const seenNs = firstSeenNsOf(document)
        changes.push(seenNs > choice.sinceNs ? seenNs : choice.sinceNs)
      }
      return known
    })
    judgeTcb(chain, facts, rules, choice, documents, chainUntilS)
  } catch (error) {
    if (!(error instanceof Rejection) || error.sinceNs !== undefined) throw error
    let first: bigint | undefined
    for (const time of changes) {
      const isBehind = time > attestedAtNs && time <= blockTimestamp()
      if (isBehind && (first === undefined || time < first)) first = time
    }
    throw new Rejection(error.code, error.detail, first)
  }
}

export function checkMeasurement(policyId: string, id: Uint8Array): void {
  const times = loadMeasurement(policyId, id)
  if (times === undefined) throw new Rejection('MEASUREMENT_UNKNOWN', hexEncode(id))
  const { activeAtNs, endsAtNs } = times
  const now = blockTimestamp()
  if (now >= activeAtNs && endsAtNs === 0n) return
  const name = hexEncode(id)
  if (now < activeAtNs) {
    throw new Rejection('MEASUREMENT_PENDING', `${name} holds from ${activeAtNs}`)
  }
  if (endsAtNs !== 0n && now >= endsAtNs) {
    throw new Rejection('MEASUREMENT_ENDED', `${name} ended at ${endsAtNs}`, endsAtNs)
  }
}

export function checkMachine(machineId: Uint8Array): void {
  const denial = loadDenial(machineId)
  if (denial === undefined || denial.deniedAtNs === 0n) return
  throw new Rejection(
    'MACHINE_DENIED',
    `${hexEncode(machineId)} ${denial.reason}`,
    denial.deniedAtNs,
  )
}
