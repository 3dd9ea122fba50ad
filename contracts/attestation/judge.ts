/** Whether a platform and TD fulfil a policy now: the same rules at registration and ever after. */
import { blockTimestamp, hexDecode, hexEncode } from '@research-hub/compiler/host'
import { checkPckChain, type Documents, requireDocuments, withPrevious } from './chain-check.js'
import { toNs } from './now.js'
import { type Appraisal, appraise } from './rules/platform-level.js'
import { checkPlatform, checkTcb, checkTdBits } from './rules/policy.js'
import { type RejectCode, Rejection } from './rules/reject.js'
import { type Chain, loadChain } from './state/chain.js'
import { loadDenial } from './state/machines.js'
import { loadMeasurement } from './state/measurements.js'
import type { Policy } from './state/policies.js'
import type { Facts } from './state/workers.js'

export type Judgement = { readonly appraisal: Appraisal; readonly untilS: number }

/** What a new document may bring overnight. Revoked is never among it. */
const graceCodes: readonly RejectCode[] = [
  'POLICY_STATUS',
  'POLICY_ADVISORY',
  'TCB_NOT_SUPPORTED',
  'QE_NOT_SUPPORTED',
]

/** One way to fail each; all of them must pass. */
export type Check = () => void

/** Chain and TCB; answers the status, and until when every document used holds. */
export function judgeTcb(
  chain: Chain,
  facts: Facts,
  policy: Policy,
  documents: Documents,
  chainUntilS: number,
  attestedAtNs = 0n,
): Judgement {
  const { rules } = policy
  if (rules === undefined) throw new Rejection('POLICY_RETIRED', 'not in force yet')
  const judge = (tcbInfo: Documents['tcbInfo'], qeIdentity: Documents['qeIdentity']): Judgement => {
    const appraisal = appraise(facts, tcbInfo.document, qeIdentity.document)
    checkTcb(rules, appraisal)
    const ends = [tcbInfo.document.nextS, qeIdentity.document.nextS]
    return { appraisal, untilS: least(ends, chainUntilS) }
  }
  try {
    return judge(documents.tcbInfo, documents.qeIdentity)
  } catch (error) {
    if (!(error instanceof Rejection)) throw error
    const since = new Rejection(
      error.code,
      error.detail,
      changedNs(documents, policy, attestedAtNs),
    )
    if (rules.tcb_grace_s === 0 || graceCodes.indexOf(error.code) < 0) throw since
    return duringGrace(chain, facts, documents, rules.tcb_grace_s, judge) ?? raise(since)
  }
}

/** Judged by documents that were superseded less than a grace ago and hold themselves. */
function duringGrace(
  chain: Chain,
  facts: Facts,
  documents: Documents,
  graceS: number,
  judge: (tcbInfo: Documents['tcbInfo'], qeIdentity: Documents['qeIdentity']) => Judgement,
): Judgement | undefined {
  const { tcbInfo, qeIdentity, previousTcbInfo, previousQeIdentity } = withPrevious(
    chain,
    facts.fmspc,
    documents,
  )
  const grace = toNs(graceS)
  const isOpen = (firstSeenNs: bigint): boolean => blockTimestamp() < firstSeenNs + grace
  const info = isOpen(tcbInfo.firstSeenNs) ? previousTcbInfo : undefined
  const identity = isOpen(qeIdentity.firstSeenNs) ? previousQeIdentity : undefined
  if (info === undefined && identity === undefined) return undefined
  const graceEnds: number[] = []
  if (info !== undefined) graceEnds.push(Number(tcbInfo.firstSeenNs / 1_000_000_000n) + graceS)
  if (identity !== undefined) {
    graceEnds.push(Number(qeIdentity.firstSeenNs / 1_000_000_000n) + graceS)
  }
  try {
    const judgement = judge(info ?? tcbInfo, identity ?? qeIdentity)
    return { ...judgement, untilS: least(graceEnds, judgement.untilS) }
  } catch (error) {
    if (error instanceof Rejection) return undefined
    throw error
  }
}

/** Everything but chain and TCB, one check each. */
export function policyChecks(facts: Facts, policyId: string, policy: Policy): readonly Check[] {
  const { rules, retiredAtNs, rulesAtNs } = policy
  return [
    () => {
      if (retiredAtNs !== 0n) throw new Rejection('POLICY_RETIRED', policyId, retiredAtNs)
    },
    () => {
      if (rules !== undefined) dated(rulesAtNs, () => checkPlatform(rules, facts))
    },
    () => {
      const decode = (hex: string): Uint8Array => hexDecode(hex) ?? new Uint8Array(0)
      if (rules !== undefined) dated(rulesAtNs, () => checkTdBits(rules, facts, decode))
    },
    () => checkMeasurement(policyId, facts.measurementId),
    () => checkMachine(facts.machineId),
  ]
}

/** All that is wrong with a platform and TD under a policy. */
export function failures(
  facts: Facts,
  policyId: string,
  policy: Policy,
  attestedAtNs: bigint,
): readonly Rejection[] {
  const chain = loadChain()
  const found: Rejection[] = []
  let chainUntilS = facts.pckNotAfterS
  const checks: readonly Check[] = [
    () => {
      chainUntilS = checkPckChain(chain, facts)
    },
    () => {
      judgeTcb(
        chain,
        facts,
        policy,
        requireDocuments(chain, facts.fmspc),
        chainUntilS,
        attestedAtNs,
      )
    },
    ...policyChecks(facts, policyId, policy),
  ]
  for (const check of checks) {
    try {
      check()
    } catch (error) {
      if (!(error instanceof Rejection)) throw error
      found.push(error)
    }
  }
  return found
}

function checkMeasurement(policyId: string, id: Uint8Array): void {
  const measurement = loadMeasurement(policyId, id)
  const name = hexEncode(id)
  if (measurement === undefined) throw new Rejection('MEASUREMENT_UNKNOWN', name)
  const { activeAtNs, endsAtNs } = measurement
  const now = blockTimestamp()
  if (now < activeAtNs) {
    throw new Rejection('MEASUREMENT_PENDING', `${name} holds from ${activeAtNs}`)
  }
  if (endsAtNs !== 0n && now >= endsAtNs) {
    throw new Rejection('MEASUREMENT_ENDED', `${name} ended at ${endsAtNs}`, endsAtNs)
  }
}

function checkMachine(machineId: Uint8Array): void {
  const denial = loadDenial(machineId)
  if (denial === undefined) return
  throw new Rejection(
    'MACHINE_DENIED',
    `${hexEncode(machineId)} ${denial.reason}`,
    denial.deniedAtNs,
  )
}

/** The first change since the attestation that can have made the TCB fail. */
function changedNs(documents: Documents, policy: Policy, attestedAtNs: bigint): bigint {
  const { tcbInfo, qeIdentity } = documents
  let first: bigint | undefined
  for (const time of [tcbInfo.firstSeenNs, qeIdentity.firstSeenNs, policy.rulesAtNs]) {
    if (time > attestedAtNs && (first === undefined || time < first)) first = time
  }
  return first ?? attestedAtNs
}

function dated(sinceNs: bigint, check: Check): void {
  try {
    check()
  } catch (error) {
    if (error instanceof Rejection) throw new Rejection(error.code, error.detail, sinceNs)
    throw error
  }
}

function least(ends: readonly number[], first: number): number {
  return ends.reduce((lowest, end) => (end < lowest ? end : lowest), first)
}

function raise(error: Rejection): never {
  throw error
}
