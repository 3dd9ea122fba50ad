/** Registering and renewing workers. */
import {
  blockTimestamp,
  chainId,
  currentAccountId,
  hexEncode,
  utf8Decode,
} from '@research-hub/compiler/host'
import { caller } from '../../common/wire/caller.js'
import { emitJson } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { RegisterResult } from '../interface.js'
import { maxBeaconAgeS } from '../limits.js'
import { isEqual, isSame } from '../rules/bytes.js'
import { bindingPreimage, decodeEvidence, type Evidence } from '../rules/evidence.js'
import { maxValidityS } from '../rules/policy.js'
import { Malformed, Rejection, reject } from '../rules/reject.js'
import { statuses } from '../rules/status.js'
import { reportDataOf } from '../rules/td-report.js'
import { type Beacon, findBeacon } from '../state/beacons.js'
import {
  type Facts,
  leafHashAt,
  machineIdOf,
  measurementIdOf,
  quoteHashAt,
} from '../state/facts.js'
import {
  claimKey,
  freeKey,
  type KeyKind,
  keyHolder,
  keyIn,
  keyKinds,
  listWorker,
} from '../state/indexes.js'
import { loadPolicy, type Policy } from '../state/policies.js'
import {
  addSpan,
  endNewest,
  noSpans,
  prolong,
  type SpanChange,
  type Spans,
} from '../state/spans.js'
import { loadWorker, type StoredWorker, saveWorker, type Worker } from '../state/workers.js'
import { takeOffList } from './end.js'
import { hostCrypto, verificationsDone } from './host-crypto.js'
import { judgeTcb, platformCheck, quoteChecks } from './judge/judge.js'
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
  const read = readQuote(evidence.quote)
  const reportData = reportDataOf(read.quote)
  checkBinding(evidence, workerId, reportData)
  const beacon = checkFreshness(read, reportData, before)
  const isKeyed = before !== undefined && areSameKeys(evidence, before)
  if (!isKeyed) for (const kind of keyKinds) checkKey(kind, evidence, workerId)
  const { chain, facts, chainUntilS, documents } = verifyQuote(read, evidence, known)
  const { appraisal, untilS } = judgeTcb(chain, facts, policy, documents, chainUntilS)
  // A machine that passed these very rules before passes them again.
  const isPassed =
    known !== undefined &&
    before !== undefined &&
    policy.rulesAtNs < before.attestedAtNs &&
    isSame(facts, leafHashAt, known, leafHashAt, 32)
  if (!isPassed) platformCheck(facts, evidence.policyId, policy)
  for (const check of quoteChecks) check(facts, evidence.policyId, policy)
  const now = blockTimestamp()
  const capNs = now + toNs(policy.rules === undefined ? 0 : maxValidityS(policy.rules))
  const collateralEndNs = toNs(untilS)
  const expiresAtNs = collateralEndNs < capNs ? collateralEndNs : capNs
  if (expiresAtNs <= now) reject('COLLATERAL_EXPIRED', `ends at ${untilS}`)
  const isKept = before !== undefined && before.endedAtNs === 0n
  const isSameList = isKept && before.policyId === evidence.policyId
  if (isKept && !isSameList) takeOffList(before)
  const worker: Worker = {
    policyId: evidence.policyId,
    keys: evidence.keys,
    facts,
    status: statuses.indexOf(appraisal.status),
    beaconNumber: beacon.number,
    attestedAtNs: now,
    expiresAtNs,
    place: isSameList ? before.place : listWorker(evidence.policyId, workerId),
    endedAtNs: 0n,
    endReason: '',
    spans: spansWith(before, evidence.policyId, {
      fromNs: now,
      untilNs: expiresAtNs,
      quoteHash: read.quoteHash,
    }),
  }
  if (!isKeyed) for (const kind of keyKinds) moveKey(kind, before, evidence, workerId)
  saveWorker(workerId, before, worker)
  settleStorage()
  const machineId = hexEncode(machineIdOf(facts))
  const measurementId = hexEncode(measurementIdOf(facts))
  // Written out, which takes a fifth of what JSON.stringify does: no part needs an escape.
  const common = `"worker_id":"${workerId}","policy_id":"${evidence.policyId}","machine_id":"${machineId}","expires_at_ns":"${expiresAtNs}"`
  emitJson<WorkerEvent>(known === undefined ? 'worker_registered' : 'worker_renewed', `{${common}}`)
  return `{"ok":true,${common},"status":"${appraisal.status}","measurement_id":"${measurementId}","quote_hash":"${hexEncode(read.quoteHash)}","verifications":${verificationsDone()}}`
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
  const holder = keyHolder(kind, keyIn(keys, kind))
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

/** The history with a new span; while the worker lives, its newest span ends with its registration. */
function spansWith(before: Worker | undefined, policyId: string, span: SpanChange): Spans {
  if (before === undefined) return addSpan(noSpans, policyId, span)
  const { spans, endedAtNs, expiresAtNs } = before
  if (endedAtNs !== 0n || expiresAtNs < span.fromNs) return addSpan(spans, policyId, span)
  if (before.policyId === policyId) return prolong(spans, span)
  return addSpan(endNewest(spans, span.fromNs), policyId, span)
}
