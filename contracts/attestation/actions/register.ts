/** Registering and renewing workers. */

import {
  blockTimestamp,
  chainId,
  currentAccountId,
  hexEncode,
  utf8Decode,
} from '@research-hub/compiler/host'
import { noBytes } from '../../common/wire/bytes.js'
import { caller } from '../../common/wire/caller.js'
import { emitJson } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { RegisterResult } from '../interface.js'
import { maxBeaconAgeS } from '../limits.js'
import { isEqual, isSame } from '../rules/bytes.js'
import { bindingPreimage, decodeEvidence, type Evidence } from '../rules/evidence.js'
import { maxValidityS, perMachine } from '../rules/policy.js'
import type { PackedRules } from '../rules/policy-rules.js'
import { Malformed, Rejection, reject } from '../rules/reject.js'
import { statuses } from '../rules/status.js'
import { reportDataOf } from '../rules/td-report.js'
import { isWeakKey } from '../rules/weak-key.js'
import { type Beacon, findBeacon } from '../state/beacons.js'
import { loadChainRecord } from '../state/chain.js'
import {
  areAlike,
  type Facts,
  leafHashAt,
  machineIdOf,
  measurementIdOf,
  quoteHashAt,
} from '../state/facts.js'
import {
  claimKey,
  claimSlot,
  freeKey,
  freeSlot,
  type KeyKind,
  keyHolder,
  keyIn,
  keyKinds,
  listWorker,
  slotHolder,
} from '../state/indexes.js'
import { loadPolicy, type Policy } from '../state/policies.js'
import { saveSpan } from '../state/spans.js'
import {
  loadWorker,
  presentSpan,
  type StoredWorker,
  saveWorker,
  type Worker,
} from '../state/workers.js'
import { noDistrust } from './distrust.js'
import { takeOffList } from './end.js'
import { hostCrypto, verificationsDone } from './host-crypto.js'
import { chooseSet } from './judge/choose-set.js'
import { explainWorker, failsSinceNs } from './judge/explain.js'
import {
  checkLists,
  checkLives,
  checkMachine,
  checkMeasurement,
  checkTd,
  documentsBy,
  judgeTcb,
} from './judge/judge.js'
import { type Read, readQuote, verifyQuote } from './judge/verify.js'
import { toNs } from './now.js'
import { settleStorage } from './settle-storage.js'

/** Data of `worker_registered` and `worker_renewed`. */
type WorkerEvent = {
  readonly worker_id: string
  readonly policy_id: string
  readonly machine_id: string
  readonly expires_at_ns: string
}

const noRules: PackedRules = noBytes

/** A `RegisterResult` as JSON. */
type ResultJson = string

type Refusal = Extract<RegisterResult, { readonly ok: false }>

/** Everything anew; a live record of the caller is replaced. */
export function registerWorker(raw: Uint8Array): ResultJson {
  const evidence = parseEvidence(raw)
  const policy = requirePolicy(evidence.policyId)
  const workerId = caller()
  const before = loadWorker(workerId)
  return written(orRefusal(() => attest(workerId, evidence, policy, before, undefined)))
}

/** Under the same keys and policy; what the record remembers is not verified again. */
export function renewWorker(raw: Uint8Array): ResultJson {
  const evidence = parseEvidence(raw)
  const workerId = caller()
  const before = loadWorker(workerId) ?? fail('ERR_WORKER_UNKNOWN', workerId)
  if (before.endedAtNs !== 0n) fail('ERR_WORKER_ENDED', workerId, before.endReason)
  if (evidence.policyId !== before.policyId || !areSameKeys(evidence, before))
    fail('ERR_RENEW_KEYS', workerId)
  const policy = requirePolicy(evidence.policyId)
  return written(orRefusal(() => attest(workerId, evidence, policy, before, before.facts)))
}

function written(result: ResultJson | Refusal): ResultJson {
  return typeof result === 'string' ? result : JSON.stringify(result)
}

export function parseEvidence(raw: Uint8Array): Evidence {
  try {
    return decodeEvidence(raw)
  } catch (error) {
    if (error instanceof Malformed) fail('ERR_EVIDENCE_MALFORMED', error.what)
    throw error
  }
}

/** Turns a failed check into a value: nothing has been written when one fails. */
export function orRefusal<T>(run: () => T): T | Refusal {
  try {
    return run()
  } catch (error) {
    if (error instanceof Rejection) return { ok: false, code: error.code, detail: error.detail }
    throw error
  }
}

function requirePolicy(policyId: string): Policy {
  const policy = loadPolicy(policyId)
  if (policy?.rules === undefined) fail('ERR_POLICY_UNKNOWN', policyId)
  return policy
}

function attest(
  workerId: string,
  evidence: Evidence,
  policy: Policy,
  before: StoredWorker | undefined,
  known: Facts | undefined,
): ResultJson {
  const { policyId, keys } = evidence
  const { rules = noRules, revision } = policy
  const now = blockTimestamp()
  const read = readQuote(evidence.quote)
  const reportData = reportDataOf(read.quote)
  checkBinding(evidence, workerId, reportData)
  const beacon = checkFreshness(read, reportData, before)
  const isKeyed = before !== undefined && areSameKeys(evidence, before)
  if (!isKeyed) for (const kind of keyKinds) checkKey(kind, evidence, workerId)
  const chain = loadChainRecord()
  const choice = chooseSet(chain, rules, now)
  const { facts, chainUntilS, documents } = verifyQuote(chain, read, evidence, known, (fmspc) =>
    documentsBy(chain, choice, fmspc),
  )
  const judged = judgeTcb(chain, facts, rules, choice, documents, chainUntilS)
  const isSameMachine =
    before !== undefined && isSame(facts, leafHashAt, before.facts, leafHashAt, 32)
  // A machine that passed these very rules before passes them again.
  const isPassed = known !== undefined && isSameMachine && before.revision === revision
  if (!isPassed) checkLists(rules, facts)
  checkLives(policyId, policy)
  checkTd(rules, facts)
  checkMeasurement(policyId, measurementIdOf(facts))
  checkMachine(machineIdOf(facts))
  const capNs = now + toNs(maxValidityS(rules))
  const collateralEndNs = toNs(judged.untilS)
  const expiresAtNs = collateralEndNs < capNs ? collateralEndNs : capNs
  if (expiresAtNs <= now) reject('COLLATERAL_EXPIRED', `ends at ${judged.untilS}`)
  const isKept = before !== undefined && before.endedAtNs === 0n
  const isSameList = isKept && before.policyId === policyId
  const isSameSlot = isSameList && isSameMachine && before.slot < perMachine(rules)
  const slot = isSameSlot ? before.slot : freeSlotOf(policyId, machineIdOf(facts), rules)
  const goesOn =
    isSameSlot &&
    isKeyed &&
    before.expiresAtNs >= now &&
    before.revision === revision &&
    before.evaluation === judged.number &&
    areAlike(facts, before.facts)
  const spans = goesOn ? before.spans : endSpan(workerId, before, isSameMachine)
  if (isKept && !isSameSlot) freeSlot(before.policyId, machineIdOf(before.facts), before.slot)
  if (isKept && !isSameList) takeOffList(before)
  if (!isSameSlot) claimSlot(policyId, machineIdOf(facts), slot, workerId)
  const worker: Worker = {
    policyId,
    keys,
    facts,
    status: statuses.indexOf(judged.appraisal.status),
    slot,
    beaconNumber: beacon.number,
    attestedAtNs: now,
    expiresAtNs,
    place: isSameList ? before.place : listWorker(policyId, workerId),
    endedAtNs: 0n,
    cutNs: 0n,
    spanFromNs: goesOn ? before.spanFromNs : now,
    spans,
    revision,
    evaluation: judged.number,
    distrust: before?.distrust ?? noDistrust,
    endReason: '',
  }
  if (!isKeyed) for (const kind of keyKinds) moveKey(kind, before, evidence, workerId)
  saveWorker(workerId, before, worker)
  settleStorage()
  const machineId = hexEncode(machineIdOf(facts))
  const measurementId = hexEncode(measurementIdOf(facts))
  // Written out, which takes a fifth of what JSON.stringify does: no part needs an escape.
  const common = `"worker_id":"${workerId}","policy_id":"${policyId}","machine_id":"${machineId}","expires_at_ns":"${expiresAtNs}"`
  emitJson<WorkerEvent>(known === undefined ? 'worker_registered' : 'worker_renewed', `{${common}}`)
  return `{"ok":true,${common},"status":"${judged.appraisal.status}","measurement_id":"${measurementId}","quote_hash":"${hexEncode(read.quoteHash)}","verifications":${verificationsDone()}}`
}

/** The first number that no other worker of the policy has on the machine. */
function freeSlotOf(policyId: string, machineId: Uint8Array, rules: PackedRules): number {
  const most = perMachine(rules)
  for (let slot = 0; slot < most; slot++) {
    if (slotHolder(policyId, machineId, slot) === undefined) return slot
  }
  return reject(
    'POLICY_PER_MACHINE',
    `the machine has ${most} workers; invalidate those that are over`,
  )
}

/**
 * Keeps the span that is over; answers how many there are. It ended now, or where the worker did, and one on another
 * machine where what failed there began to.
 */
function endSpan(
  workerId: string,
  before: StoredWorker | undefined,
  isSameMachine: boolean,
): number {
  if (before === undefined) return 0
  const span = presentSpan(before)
  const isLive = before.endedAtNs === 0n
  const endNs =
    isLive && !isSameMachine ? failsSinceNs(before, explainWorker(before)) : blockTimestamp()
  const untilNs = span.untilNs < endNs ? span.untilNs : endNs
  if (untilNs <= span.fromNs) return before.spans
  saveSpan(workerId, before.spans, { ...span, untilNs })
  return before.spans + 1
}

function checkBinding(evidence: Evidence, workerId: string, reportData: Uint8Array): void {
  const preimage = bindingPreimage({
    chainId: utf8Decode(chainId()),
    registryId: utf8Decode(currentAccountId()),
    workerId,
    keys: evidence.keys,
    policyId: evidence.policyId,
  })
  if (!isEqual(reportData.subarray(0, 32), hostCrypto.sha256(preimage))) {
    reject(
      'QUOTE_BINDING',
      'REPORTDATA binds other keys, another account, registry, chain or policy',
    )
  }
}

/** A quote is used once, and no later quote of a worker may be older than an earlier one. */
function checkFreshness(
  { quoteHash }: Read,
  reportData: Uint8Array,
  before: Worker | undefined,
): Beacon {
  if (before !== undefined && isSame(before.facts, quoteHashAt, quoteHash, 0, 32)) {
    reject('QUOTE_REPLAYED', hexEncode(quoteHash))
  }
  const value = reportData.subarray(32, 64)
  const beacon = findBeacon(value) ?? reject('QUOTE_BEACON', `${hexEncode(value)} is not kept`)
  const ageNs = blockTimestamp() - beacon.madeAtNs
  if (ageNs > toNs(maxBeaconAgeS)) reject('QUOTE_BEACON', `made ${ageNs} ns ago`)
  if (before !== undefined && beacon.number <= before.beaconNumber) {
    reject('QUOTE_BEACON', `${beacon.number} is not after ${before.beaconNumber}`)
  }
  return beacon
}

/** Signing and encryption key; the GPU hash behind them may differ. */
function areSameKeys(evidence: Evidence, { keys }: Worker): boolean {
  return isSame(evidence.keys, 0, keys, 0, 64)
}

function checkKey(kind: KeyKind, { keys }: Evidence, workerId: string): void {
  const key = keyIn(keys, kind)
  if (isWeakKey(kind, key)) reject('KEY_WEAK', `${kind} key ${hexEncode(key)}`)
  const holder = keyHolder(kind, key)
  if (holder !== undefined && holder !== workerId) reject('KEY_TAKEN', `${kind} key of ${holder}`)
}

function moveKey(
  kind: KeyKind,
  before: Worker | undefined,
  { keys }: Evidence,
  workerId: string,
): void {
  const after = keyIn(keys, kind)
  if (before !== undefined) {
    const own = keyIn(before.keys, kind)
    if (isEqual(own, after)) return
    freeKey(kind, own)
  }
  claimKey(kind, after, workerId)
}
