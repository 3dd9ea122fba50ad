/** Registering and renewing workers. */
import {
  blockTimestamp,
  chainId,
  currentAccountId,
  hexEncode,
  utf8Decode,
} from '@research-hub/compiler/host'
import { caller } from '../common/caller.js'
import { emit } from '../common/events.js'
import { failAttestation } from './errors.js'
import { hostCrypto, verificationsDone } from './host-crypto.js'
import type { RegisterResult } from './interface.js'
import { judgeTcb, policyChecks } from './judge.js'
import { keptSpans, maxBeaconAgeS } from './limits.js'
import { toNs } from './now.js'
import { settleStorage } from './paid.js'
import { isEqual } from './rules/bytes.js'
import { bindingPreimage, decodeEvidence, type Evidence } from './rules/evidence.js'
import { Malformed, Rejection, reject } from './rules/reject.js'
import type { TdReport } from './rules/td-report.js'
import { type Beacon, findBeacon } from './state/beacons.js'
import { claimKey, freeKey, type KeyKind, keyHolder, listWorker } from './state/indexes.js'
import { loadPolicy, type Policy } from './state/policies.js'
import {
  type Facts,
  loadWorker,
  type Span,
  type StoredWorker,
  saveWorker,
  type Worker,
} from './state/workers.js'
import { readQuote, verifyQuote } from './verify.js'
import { takeOffList } from './worker-end.js'

/** Everything anew; a live record of the caller is replaced. */
export function registerWorker(raw: Uint8Array): RegisterResult {
  const evidence = parseEvidence(raw)
  const policy = requirePolicy(evidence.policyId)
  const before = loadWorker(caller())
  return orRefusal(() => attest(evidence, policy, before, undefined))
}

/** Under the same keys and policy; what the record remembers is not verified again. */
export function renewWorker(raw: Uint8Array): RegisterResult {
  const evidence = parseEvidence(raw)
  const workerId = caller()
  const before = loadWorker(workerId) ?? failAttestation('ERR_WORKER_UNKNOWN', workerId)
  if (before.endedAtNs !== 0n) failAttestation('ERR_WORKER_ENDED', workerId, before.endReason)
  const isSame =
    evidence.policyId === before.policyId &&
    isEqual(evidence.signingKey, before.signingKey) &&
    isEqual(evidence.encryptionKey, before.encryptionKey)
  if (!isSame) failAttestation('ERR_RENEW_KEYS', workerId)
  const policy = requirePolicy(evidence.policyId)
  return orRefusal(() => attest(evidence, policy, before, before.facts))
}

export function parseEvidence(raw: Uint8Array): Evidence {
  try {
    return decodeEvidence(raw)
  } catch (error) {
    if (error instanceof Malformed) failAttestation('ERR_EVIDENCE_MALFORMED', error.what)
    throw error
  }
}

/** Turns a failed check into a value: nothing has been written when one fails. */
export function orRefusal<T>(
  run: () => T,
): T | { readonly ok: false; readonly code: Rejection['code']; readonly detail: string } {
  try {
    return run()
  } catch (error) {
    if (error instanceof Rejection) return { ok: false, code: error.code, detail: error.detail }
    throw error
  }
}

function requirePolicy(policyId: string): Policy {
  const policy = loadPolicy(policyId)
  if (policy?.rules === undefined) failAttestation('ERR_POLICY_UNKNOWN', policyId)
  return policy
}

function attest(
  evidence: Evidence,
  policy: Policy,
  before: StoredWorker | undefined,
  known: Facts | undefined,
): RegisterResult {
  const workerId = caller()
  const read = readQuote(evidence.quote)
  checkBinding(evidence, workerId, read.report)
  const beacon = checkFreshness(read.report, hostCrypto.sha256(read.quote.signed), before)
  checkKey('signing', evidence.signingKey, workerId, before)
  checkKey('encryption', evidence.encryptionKey, workerId, before)
  const { chain, facts, chainUntilS, documents } = verifyQuote(read, evidence, known)
  const { appraisal, untilS } = judgeTcb(chain, facts, policy, documents, chainUntilS)
  for (const check of policyChecks(facts, evidence.policyId, policy)) check()
  const now = blockTimestamp()
  const capNs = now + toNs(policy.rules?.max_validity_s ?? 0)
  const collateralEndNs = toNs(untilS)
  const expiresAtNs = collateralEndNs < capNs ? collateralEndNs : capNs
  if (expiresAtNs <= now) reject('COLLATERAL_EXPIRED', `ends at ${untilS}`)
  const isKept = before !== undefined && before.endedAtNs === 0n
  const isSameList = isKept && before.policyId === evidence.policyId
  if (isKept && !isSameList) takeOffList(before)
  const worker: Worker = {
    policyId: evidence.policyId,
    signingKey: evidence.signingKey,
    encryptionKey: evidence.encryptionKey,
    gpuEvidenceHash: evidence.gpuEvidenceHash,
    facts,
    status: appraisal.status,
    beaconNumber: beacon.number,
    attestedAtNs: now,
    expiresAtNs,
    place: isSameList ? before.place : listWorker(evidence.policyId, workerId),
    endedAtNs: 0n,
    endReason: '',
    spans: spansWith(before, {
      fromNs: now,
      untilNs: expiresAtNs,
      policyId: evidence.policyId,
      quoteHash: facts.quoteHash,
    }),
  }
  moveKey('signing', before?.signingKey, evidence.signingKey, workerId)
  moveKey('encryption', before?.encryptionKey, evidence.encryptionKey, workerId)
  saveWorker(workerId, before, worker)
  settleStorage()
  const quoteHash = hexEncode(facts.quoteHash)
  const result = {
    ok: true,
    worker_id: workerId,
    policy_id: evidence.policyId,
    status: appraisal.status,
    measurement_id: hexEncode(facts.measurementId),
    machine_id: hexEncode(facts.machineId),
    quote_hash: quoteHash,
    expires_at_ns: String(expiresAtNs),
    verifications: verificationsDone(),
  } as const
  emit(known === undefined ? 'worker_registered' : 'worker_renewed', {
    worker_id: workerId,
    policy_id: evidence.policyId,
    machine_id: result.machine_id,
    expires_at_ns: result.expires_at_ns,
  })
  return result
}

function checkBinding(evidence: Evidence, workerId: string, report: TdReport): void {
  const preimage = bindingPreimage({
    chainId: utf8Decode(chainId()),
    registryId: utf8Decode(currentAccountId()),
    workerId,
    ...evidence,
  })
  if (!isEqual(report.reportData.subarray(0, 32), hostCrypto.sha256(preimage))) {
    reject(
      'QUOTE_BINDING',
      'REPORTDATA binds other keys, another account, registry, chain or policy',
    )
  }
}

/** A quote is used once, and no later quote of a worker may be older than an earlier one. */
function checkFreshness(
  report: TdReport,
  quoteHash: Uint8Array,
  before: Worker | undefined,
): Beacon {
  if (before !== undefined && isEqual(before.facts.quoteHash, quoteHash)) {
    reject('QUOTE_REPLAYED', hexEncode(quoteHash))
  }
  const value = report.reportData.subarray(32, 64)
  const beacon = findBeacon(value) ?? reject('QUOTE_BEACON', `${hexEncode(value)} is not kept`)
  const ageNs = blockTimestamp() - beacon.madeAtNs
  if (ageNs > toNs(maxBeaconAgeS)) reject('QUOTE_BEACON', `made ${ageNs} ns ago`)
  if (before !== undefined && beacon.number <= before.beaconNumber) {
    reject('QUOTE_BEACON', `${beacon.number} is not after ${before.beaconNumber}`)
  }
  return beacon
}

function checkKey(
  kind: KeyKind,
  key: Uint8Array,
  workerId: string,
  before: Worker | undefined,
): void {
  const own = kind === 'signing' ? before?.signingKey : before?.encryptionKey
  if (own !== undefined && isEqual(own, key)) return
  const holder = keyHolder(kind, key)
  if (holder !== undefined && holder !== workerId) reject('KEY_TAKEN', `${kind} key of ${holder}`)
}

function moveKey(
  kind: KeyKind,
  before: Uint8Array | undefined,
  after: Uint8Array,
  workerId: string,
): void {
  if (before !== undefined && isEqual(before, after)) return
  if (before !== undefined) freeKey(kind, before)
  claimKey(kind, after, workerId)
}

/** The history with a new span; one that it continues without a gap is prolonged. */
function spansWith(before: Worker | undefined, span: Span): readonly Span[] {
  const spans = before?.spans ?? []
  const last = spans[spans.length - 1]
  if (before === undefined || last === undefined) return [span]
  const isLive = before.endedAtNs === 0n && last.untilNs >= span.fromNs
  if (isLive && last.policyId === span.policyId) {
    return [...spans.slice(0, -1), { ...span, fromNs: last.fromNs }]
  }
  const cut = isLive ? { ...last, untilNs: span.fromNs } : last
  return [...spans.slice(0, -1), cut, span].slice(-keptSpans)
}
