/** Whether a platform and TD fulfil a policy now: the same rules at registration and ever after. */

import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { u32 } from '../../rules/bytes.js'
import { type Appraisal, appraise } from '../../rules/platform-level.js'
import { checkPlatform, checkTcb, checkTdBits, graceS } from '../../rules/policy.js'
import { type RejectCode, Rejection } from '../../rules/reject.js'
import { type ChainRecord, loadChainRecord } from '../../state/chain.js'
import {
  bitsOf,
  type Facts,
  fmspcOf,
  machineIdOf,
  measurementIdOf,
  notAfterAt,
  svnsOf,
} from '../../state/facts.js'
import { loadDenial } from '../../state/machines.js'
import { measurementTimes } from '../../state/measurements.js'
import type { Policy } from '../../state/policies.js'
import { toNs, toS } from '../now.js'
import {
  checkPckChain,
  type Documents,
  firstSeenNs,
  requireDocuments,
  withPrevious,
} from './chain-check.js'

type Judgement = { readonly appraisal: Appraisal; readonly untilS: number }

/** What a new document may bring overnight. Revoked is never among it. */
const graceCodes: readonly RejectCode[] = [
  'POLICY_STATUS',
  'POLICY_ADVISORY',
  'TCB_NOT_SUPPORTED',
  'QE_NOT_SUPPORTED',
]

/** Chain and TCB; answers the status, and until when every document used holds. */
export function judgeTcb(
  chain: ChainRecord,
  facts: Facts,
  policy: Policy,
  documents: Documents,
  chainUntilS: number,
  attestedAtNs = 0n,
): Judgement {
  const { rules } = policy
  if (rules === undefined) throw new Rejection('POLICY_RETIRED', 'not in force yet')
  const judge = (tcbInfo: Documents['tcbInfo'], qeIdentity: Documents['qeIdentity']): Judgement => {
    const appraisal = appraise(svnsOf(facts), tcbInfo.document, qeIdentity.document)
    checkTcb(rules, appraisal)
    return { appraisal, untilS: Math.min(tcbInfo.nextS, qeIdentity.nextS, chainUntilS) }
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
    const grace = graceS(rules)
    if (grace === 0 || graceCodes.indexOf(error.code) < 0) throw since
    return duringGrace(chain, facts, documents, grace, judge) ?? raise(since)
  }
}

/** Judged by documents that were superseded less than a grace ago and hold themselves. */
function duringGrace(
  chain: ChainRecord,
  facts: Facts,
  documents: Documents,
  seconds: number,
  judge: (tcbInfo: Documents['tcbInfo'], qeIdentity: Documents['qeIdentity']) => Judgement,
): Judgement | undefined {
  const { tcbInfo, qeIdentity, previousTcbInfo, previousQeIdentity } = withPrevious(
    chain,
    fmspcOf(facts),
    documents,
  )
  const grace = toNs(seconds)
  const isOpen = (seenNs: bigint): boolean => blockTimestamp() < seenNs + grace
  const info = isOpen(firstSeenNs(tcbInfo)) ? previousTcbInfo : undefined
  const identity = isOpen(firstSeenNs(qeIdentity)) ? previousQeIdentity : undefined
  if (info === undefined && identity === undefined) return undefined
  const graceEnds: number[] = []
  if (info !== undefined) graceEnds.push(toS(firstSeenNs(tcbInfo)) + seconds)
  if (identity !== undefined) {
    graceEnds.push(toS(firstSeenNs(qeIdentity)) + seconds)
  }
  try {
    const judgement = judge(info ?? tcbInfo, identity ?? qeIdentity)
    return { ...judgement, untilS: Math.min(...graceEnds, judgement.untilS) }
  } catch (error) {
    if (error instanceof Rejection) return undefined
    throw error
  }
}

type PolicyCheck = (facts: Facts, policyId: string, policy: Policy) => void

/** Whether the policy lives, and what of a quote it allows. */
export const quoteChecks: readonly PolicyCheck[] = [
  (_facts, policyId, { retiredAtNs }) => {
    if (retiredAtNs !== 0n) throw new Rejection('POLICY_RETIRED', policyId, retiredAtNs)
  },
  (facts, _policyId, { rules }) => {
    if (rules !== undefined) checkTdBits(rules, bitsOf(facts))
  },
  (facts, policyId) => checkMeasurement(policyId, measurementIdOf(facts)),
  (facts) => checkMachine(machineIdOf(facts)),
]

/** What the policy's lists say of platform and machine. */
export const platformCheck: PolicyCheck = (facts, _policyId, { rules }) => {
  if (rules === undefined) return
  checkPlatform(rules, fmspcOf(facts), machineIdOf(facts))
}

/** All that is wrong with a platform and TD under a policy. */
export function failures(
  facts: Facts,
  policyId: string,
  policy: Policy,
  attestedAtNs: bigint,
): readonly Rejection[] {
  const chain = loadChainRecord()
  const found: Rejection[] = []
  let chainUntilS = u32(facts, notAfterAt)
  // A rule that is broken is broken since it holds, where nothing more is known.
  const note = (check: () => void): void => {
    try {
      check()
    } catch (error) {
      if (!(error instanceof Rejection)) throw error
      const { code, detail, sinceNs } = error
      const isRule = sinceNs === undefined && code.startsWith('POLICY_')
      found.push(isRule ? new Rejection(code, detail, policy.rulesAtNs) : error)
    }
  }
  note(() => {
    chainUntilS = checkPckChain(chain, facts)
  })
  note(() => {
    const documents = requireDocuments(chain, fmspcOf(facts))
    judgeTcb(chain, facts, policy, documents, chainUntilS, attestedAtNs)
  })
  for (const check of [platformCheck, ...quoteChecks]) note(() => check(facts, policyId, policy))
  return found
}

function checkMeasurement(policyId: string, id: Uint8Array): void {
  const times = measurementTimes(policyId, id)
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
  for (const time of [firstSeenNs(tcbInfo), firstSeenNs(qeIdentity), policy.rulesAtNs]) {
    if (time > attestedAtNs && (first === undefined || time < first)) first = time
  }
  return first ?? attestedAtNs
}

function raise(error: Rejection): never {
  throw error
}
