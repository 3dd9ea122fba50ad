/** Whether a worker was valid at a time: by the rules, denials and documents of that time, which nothing erases. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { isSame } from '../../rules/bytes.js'
import { appraise } from '../../rules/platform-level.js'
import { checkTcb } from '../../rules/policy.js'
import { Rejection } from '../../rules/reject.js'
import { loadChainRecord } from '../../state/chain.js'
import { fmspcOf, machineIdOf, measurementIdOf, svnsOf } from '../../state/facts.js'
import { wasDenied } from '../../state/machines.js'
import { wasAllowed } from '../../state/measurements.js'
import { loadStoredPolicy, type Revision, rulesAt } from '../../state/policies.js'
import { type Span, spanFrom } from '../../state/spans.js'
import { loadWorker, presentSpan } from '../../state/workers.js'
import { isDistrusted } from '../distrust.js'
import { documentsAt } from './chain-check.js'
import { chooseSet } from './choose-set.js'
import { explainWorker, failsSinceNs } from './explain.js'
import { byChoice, checkLists, checkSlot, checkTd } from './judge.js'

/** `key` is the worker's signing or encryption key at that time. */
export function wasValidAt(workerId: string, key: Uint8Array, atNs: bigint): boolean {
  const worker = loadWorker(workerId)
  if (worker === undefined || atNs > blockTimestamp()) return false
  const isPresent = atNs >= worker.spanFromNs
  const span = isPresent ? presentSpan(worker) : spanFrom(workerId, worker.spans, atNs)
  if (span === undefined || atNs < span.fromNs || atNs >= span.untilNs) return false
  if (!isSame(span.keys, 0, key, 0, 32) && !isSame(span.keys, 32, key, 0, 32)) return false
  if (isDistrusted(worker.distrust, atNs) || !passedAt(span, atNs)) return false
  if (!isPresent || worker.endedAtNs !== 0n) return true
  const failed = explainWorker(worker)
  return failed.length === 0 || atNs < failsSinceNs(worker, failed)
}

function passedAt(span: Span, atNs: bigint): boolean {
  const { policyId, facts } = span
  const policy = loadStoredPolicy(policyId)
  if (policy === undefined) return false
  if (policy.retiredAtNs !== 0n && atNs >= policy.retiredAtNs) return false
  if (wasDenied(machineIdOf(facts), atNs)) return false
  if (!wasAllowed(policyId, measurementIdOf(facts), atNs)) return false
  const found = rulesAt(policyId, policy, atNs)
  if (found === undefined) return false
  try {
    judgeAt(span, found, atNs)
    return true
  } catch (error) {
    if (error instanceof Rejection) return false
    throw error
  }
}

/** What a span was judged by holds for it; any other rules and set are asked anew. */
function judgeAt(span: Span, { revision, rules }: Revision, atNs: bigint): void {
  const { facts } = span
  const isOwn = revision === span.revision
  if (!isOwn) {
    checkLists(rules, facts)
    checkSlot(rules, span.slot)
    checkTd(rules, facts)
  }
  byChoice(chooseSet(loadChainRecord(), rules, atNs), (number) => {
    if (isOwn && number === span.evaluation) return
    const documents = documentsAt(fmspcOf(facts), number, atNs)
    checkTcb(rules, appraise(svnsOf(facts), documents.tcbInfo, documents.qeIdentity))
  })
}
