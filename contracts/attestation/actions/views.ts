/** What the views show. */
import { base58Encode, hexEncode } from '@research-hub/compiler/host'
import type * as wire from '../interface.js'
import { beaconIntervalS, maxBeaconAgeS, version } from '../limits.js'
import { headOf } from '../rules/packed-document.js'
import { appraise } from '../rules/platform-level.js'
import type { Rejection } from '../rules/reject.js'
import { reportDataOf } from '../rules/td-report.js'
import type { Beacon } from '../state/beacons.js'
import { loadChain, type StoredCertificate } from '../state/chain.js'
import { loadConfig } from '../state/config.js'
import { loadCrl } from '../state/crls.js'
import {
  loadDocument,
  loadPrevious,
  qeIdentityKey,
  type StoredDocument,
  tcbInfoKey,
} from '../state/documents.js'
import {
  factsLength,
  fmspcAt,
  machineIdAt,
  measurementIdAt,
  pceIdAt,
  quoteHashAt,
  serialAt,
  svnsOf,
} from '../state/facts.js'
import { countWorkers, keyIn } from '../state/indexes.js'
import type { AllowedMeasurement } from '../state/measurements.js'
import type { Policy } from '../state/policies.js'
import { unpackRules } from '../state/policy-packing.js'
import { type StoredWorker, workerBytes } from '../state/workers.js'
import { readQuote, verifyQuote } from './judge/verify.js'
import { orRefusal, parseEvidence } from './register.js'

export function paramsView(): wire.ParamsView {
  const { rootKey, timelockS, chainId } = loadConfig()
  return {
    version,
    chain_id: chainId,
    root_key: hexEncode(rootKey),
    timelock_s: timelockS,
    beacon_interval_s: beaconIntervalS,
    max_beacon_age_s: maxBeaconAgeS,
  }
}

export function checkQuoteView(raw: Uint8Array): wire.CheckQuoteResult {
  const evidence = parseEvidence(raw)
  return orRefusal((): wire.CheckQuoteResult => {
    const read = readQuote(evidence.quote)
    const { facts, chainUntilS, documents } = verifyQuote(read, evidence, undefined)
    const { tcbInfo, qeIdentity } = documents
    const found = appraise(svnsOf(facts), tcbInfo.document, qeIdentity.document)
    const ends = [chainUntilS, headOf(tcbInfo.document).nextS, headOf(qeIdentity.document).nextS]
    return {
      ok: true,
      status: found.status,
      platform: found.platform,
      module: found.module ?? null,
      qe: found.qe,
      tcb_date_s: found.tcbDateS,
      evaluation_number: found.evaluation,
      advisories: found.advisories(),
      fmspc: hexEncode(facts.subarray(fmspcAt, pceIdAt)),
      machine_id: hexEncode(facts.subarray(machineIdAt, serialAt)),
      measurement_id: hexEncode(facts.subarray(measurementIdAt, quoteHashAt)),
      quote_hash: hexEncode(facts.subarray(quoteHashAt, factsLength)),
      report_data: hexEncode(reportDataOf(read.quote)),
      collateral_until_s: Math.min(...ends),
    }
  })
}

export function collateralView(fmspc: Uint8Array): wire.CollateralView {
  const chain = loadChain()
  const infoKey = tcbInfoKey(fmspc)
  return {
    root_crl: crlView('root'),
    platform_ca: certificateView(chain.platform),
    platform_crl: crlView('platform'),
    processor_ca: certificateView(chain.processor),
    processor_crl: crlView('processor'),
    tcb_signer: certificateView(chain.signer),
    tcb_info: documentView(loadDocument(infoKey)),
    previous_tcb_info: documentView(loadPrevious(infoKey)),
    qe_identity: documentView(loadDocument(qeIdentityKey)),
    previous_qe_identity: documentView(loadPrevious(qeIdentityKey)),
  }
}

function certificateView(certificate: StoredCertificate | undefined): wire.StoredWindow | null {
  if (certificate === undefined) return null
  const { notBeforeS, notAfterS, payerId } = certificate
  return { valid_from_s: notBeforeS, valid_until_s: notAfterS, payer_id: payerId }
}

function crlView(issuer: Parameters<typeof loadCrl>[0]): wire.StoredWindow | null {
  const crl = loadCrl(issuer)
  if (crl === undefined) return null
  const { thisUpdateS, nextUpdateS, payerId } = crl
  return { valid_from_s: thisUpdateS, valid_until_s: nextUpdateS, payer_id: payerId }
}

function documentView(stored: StoredDocument | undefined): wire.StoredDocument | null {
  if (stored === undefined) return null
  const { issuedS, nextS, evaluation } = headOf(stored.packed)
  return {
    valid_from_s: issuedS,
    valid_until_s: nextS,
    payer_id: stored.payerId,
    evaluation_number: evaluation,
    sha256: hexEncode(stored.sha256),
    first_seen_ns: String(stored.firstSeenNs),
  }
}

export function beaconView({ number, value, madeAtNs }: Beacon): wire.BeaconView {
  return { number: String(number), value: hexEncode(value), made_at_ns: String(madeAtNs) }
}

export function policyView(policyId: string, policy: Policy): wire.PolicyView {
  return {
    policy_id: policyId,
    rules: policy.rules === undefined ? null : unpackRules(policy.rules),
    next: policy.next === undefined ? null : unpackRules(policy.next),
    next_at_ns: String(policy.nextAtNs),
    retired_at_ns: String(policy.retiredAtNs),
    workers: countWorkers(policyId),
  }
}

export function measurementView(
  policyId: string,
  id: Uint8Array,
  { source, activeAtNs, endsAtNs }: AllowedMeasurement,
): wire.MeasurementView {
  return {
    policy_id: policyId,
    measurement_id: hexEncode(id),
    source,
    active_at_ns: String(activeAtNs),
    ends_at_ns: String(endsAtNs),
  }
}

export function workerView(workerId: string, worker: StoredWorker): wire.WorkerView {
  const { facts } = worker
  return {
    worker_id: workerId,
    policy_id: worker.policyId,
    signing_key: `ed25519:${base58Encode(keyIn(worker.keys, 'signing'))}`,
    encryption_key: hexEncode(keyIn(worker.keys, 'encryption')),
    gpu_evidence_hash: hexEncode(worker.keys.subarray(64)),
    measurement_id: hexEncode(facts.subarray(measurementIdAt, quoteHashAt)),
    machine_id: hexEncode(facts.subarray(machineIdAt, serialAt)),
    fmspc: hexEncode(facts.subarray(fmspcAt, pceIdAt)),
    quote_hash: hexEncode(facts.subarray(quoteHashAt, factsLength)),
    status: worker.status,
    attested_at_ns: String(worker.attestedAtNs),
    expires_at_ns: String(worker.expiresAtNs),
    ended_at_ns: String(worker.endedAtNs),
    end_reason: worker.endReason,
    storage_bytes: Number(workerBytes(workerId, worker)),
  }
}

export function failedCheckView({ code, detail, sinceNs }: Rejection): wire.FailedCheck {
  return sinceNs === undefined ? { code, detail } : { code, detail, since_ns: String(sinceNs) }
}
