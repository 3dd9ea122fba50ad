/** Entry points of the attestation contract; `interface.ts` documents each. */
import {
  blockIndex,
  blockTimestamp,
  chainId,
  hexEncode,
  type RawArgs,
  randomSeed,
  sha256,
  utf8Decode,
} from '@research-hub/compiler/host'
import { call, initialize, NearBindgen, view } from '../common/bindgen.js'
import { accountId, decodeArgs, hex, integer, object, optional, u64 } from '../common/decode.js'
import { emit } from '../common/events.js'
import { fail } from '../common/fail.js'
import { initGovernance, requireNotPaused } from '../common/governance.js'
import { uploadPckCa, uploadTcbSigner } from './collateral/certificates.js'
import { uploadPckCrl, uploadRootCrl } from './collateral/crls.js'
import { uploadQeIdentity, uploadTcbInfo } from './collateral/documents.js'
import { ascii, decodePolicy, policyId } from './decoders.js'
import { failAttestation } from './errors.js'
import { explainWorker, wasValidAt } from './explain.js'
import {
  allowMachine,
  denyMachine,
  proposeMeasurement,
  proposePolicy,
  removeMeasurement,
  retirePolicy,
  supersedeMeasurement,
} from './governed.js'
import type * as wire from './interface.js'
import {
  beaconIntervalS,
  features,
  keptBeacons,
  maxGraceS,
  maxPage,
  maxTimelockS,
  minTimelockS,
} from './limits.js'
import { toNs } from './now.js'
import { settleStorage } from './paid.js'
import { registerWorker, renewWorker } from './registration.js'
import { beaconPreimage } from './rules/evidence.js'
import { isOnCurve } from './rules/point.js'
import { type Beacon, loadBeacons, saveBeacons } from './state/beacons.js'
import { loadConfig, saveConfig } from './state/config.js'
import { countWorkers, workerAt } from './state/indexes.js'
import { loadDenial } from './state/machines.js'
import { loadMeasurement } from './state/measurements.js'
import { loadPolicy } from './state/policies.js'
import { loadWorker } from './state/workers.js'
import {
  beaconView,
  checkQuoteView,
  collateralView,
  failedCheckView,
  measurementView,
  paramsView,
  policyView,
  workerView,
} from './views.js'
import { forgetWorker, invalidateWorker, revokeWorker, sinceNs } from './worker-end.js'

export {
  accept_owner,
  cancel_upgrade,
  execute_upgrade,
  governance,
  migrate,
  pause,
  propose_owner,
  propose_upgrade,
  resume,
  set_guardian,
} from '../common/entry/governance.js'
export { solvency } from '../common/entry/money.js'
export { self_test } from '../common/entry/self-test.js'
export {
  on_storage_withdraw,
  storage_balance_bounds,
  storage_balance_of,
  storage_deposit,
  storage_unregister,
  storage_withdraw,
} from '../common/entry/storage.js'

const measurementShape = object({
  mrtd: hex(48),
  mr_config_id: hex(48),
  mr_owner: hex(48),
  mr_owner_config: hex(48),
  rtmr0: hex(48),
  rtmr1: hex(48),
  rtmr2: hex(48),
  rtmr3: hex(48),
})
const workerId = { worker_id: accountId } as const
const measurementKey = { policy_id: policyId, measurement_id: hex(32) } as const

/** Runs an upload; who called pays for what it stores. */
function upload(run: () => wire.CollateralResult): wire.CollateralResult {
  requireNotPaused(features.collateral, 'collateral')
  const result = run()
  settleStorage()
  emit('collateral_updated', { kind: result.kind, valid_until_s: result.valid_until_s })
  return result
}

function nextBeacon(last: Beacon | undefined): Beacon {
  const previous = last?.value ?? new Uint8Array(32)
  return {
    number: (last?.number ?? 0n) + 1n,
    value: sha256(beaconPreimage(randomSeed(), blockIndex(), previous)),
    madeAtNs: blockTimestamp(),
  }
}

@NearBindgen({})
export class Attestation {
  @initialize({})
  init(raw: RawArgs<wire.InitArgs>): void {
    const args = decodeArgs(raw, {
      owner_id: accountId,
      guardian_id: accountId,
      root_key: hex(64),
      timelock_s: integer(minTimelockS, maxTimelockS),
    })
    if (!isOnCurve(args.root_key)) fail('ERR_ARGS', 'root_key', 'off the curve')
    initGovernance(args.owner_id, args.guardian_id)
    saveConfig({
      rootKey: args.root_key,
      timelockS: args.timelock_s,
      chainId: utf8Decode(chainId()),
    })
    saveBeacons([nextBeacon(undefined)])
    emit('initialized', { owner_id: args.owner_id, root_key: hexEncode(args.root_key) })
  }

  @call({})
  tick(raw: RawArgs<wire.NoArgs>): wire.BeaconView {
    decodeArgs(raw, {})
    loadConfig()
    const beacons = loadBeacons()
    const last = beacons[beacons.length - 1]
    const now = blockTimestamp()
    const dueNs = last === undefined ? 0n : last.madeAtNs + toNs(beaconIntervalS)
    if (now < dueNs) failAttestation('ERR_BEACON_YOUNG', dueNs, now)
    const beacon = nextBeacon(last)
    saveBeacons([...beacons, beacon].slice(-keptBeacons))
    emit('beacon_made', { number: String(beacon.number), value: hexEncode(beacon.value) })
    return beaconView(beacon)
  }

  @call({})
  upsert_root_crl(der: Uint8Array): wire.CollateralResult {
    return upload(() => uploadRootCrl(der))
  }

  @call({})
  upsert_pck_ca(der: Uint8Array): wire.CollateralResult {
    return upload(() => uploadPckCa(der))
  }

  @call({})
  upsert_pck_crl(der: Uint8Array): wire.CollateralResult {
    return upload(() => uploadPckCrl(der))
  }

  @call({})
  upsert_tcb_signer(der: Uint8Array): wire.CollateralResult {
    return upload(() => uploadTcbSigner(der))
  }

  @call({})
  upsert_tcb_info(signatureAndJson: Uint8Array): wire.CollateralResult {
    return upload(() => uploadTcbInfo(signatureAndJson))
  }

  @call({})
  upsert_qe_identity(signatureAndJson: Uint8Array): wire.CollateralResult {
    return upload(() => uploadQeIdentity(signatureAndJson))
  }

  @call({})
  register(evidence: Uint8Array): wire.RegisterResult {
    requireNotPaused(features.register, 'register')
    return registerWorker(evidence)
  }

  @call({})
  renew(evidence: Uint8Array): wire.RegisterResult {
    requireNotPaused(features.register, 'renew')
    return renewWorker(evidence)
  }

  @call({})
  invalidate(raw: RawArgs<wire.WorkerArgs>): void {
    invalidateWorker(decodeArgs(raw, workerId).worker_id)
  }

  @call({})
  revoke(raw: RawArgs<wire.RevokeArgs>): void {
    const args = decodeArgs(raw, { ...workerId, reason: ascii(100), since_ns: optional(u64) })
    revokeWorker(args.worker_id, args.reason, args.since_ns)
  }

  @call({})
  forget(raw: RawArgs<wire.WorkerArgs>): void {
    forgetWorker(decodeArgs(raw, workerId).worker_id)
  }

  @call({})
  propose_policy(raw: RawArgs<wire.ProposePolicyArgs>): wire.DecimalU64 {
    const { policyId: id, rules } = decodePolicy(raw)
    return String(proposePolicy(id, rules))
  }

  @call({})
  retire_policy(raw: RawArgs<wire.PolicyArgs>): void {
    retirePolicy(decodeArgs(raw, { policy_id: policyId }).policy_id)
  }

  @call({})
  propose_measurement(raw: RawArgs<wire.ProposeMeasurementArgs>): wire.Hex32 {
    const args = decodeArgs(raw, {
      policy_id: policyId,
      measurement: measurementShape,
      source: ascii(200),
    })
    const m = args.measurement
    // In the order of the TD report.
    const owner = [m.mrtd, m.mr_config_id, m.mr_owner, m.mr_owner_config]
    const registers = [...owner, m.rtmr0, m.rtmr1, m.rtmr2, m.rtmr3]
    return hexEncode(proposeMeasurement(args.policy_id, registers, args.source))
  }

  @call({})
  supersede_measurement(raw: RawArgs<wire.SupersedeMeasurementArgs>): void {
    const args = decodeArgs(raw, { ...measurementKey, grace_s: integer(0, maxGraceS) })
    supersedeMeasurement(args.policy_id, args.measurement_id, args.grace_s)
  }

  @call({})
  remove_measurement(raw: RawArgs<wire.MeasurementArgs>): void {
    const args = decodeArgs(raw, measurementKey)
    removeMeasurement(args.policy_id, args.measurement_id)
  }

  @call({})
  deny_machine(raw: RawArgs<wire.DenyMachineArgs>): void {
    const args = decodeArgs(raw, { machine_id: hex(32), reason: ascii(100) })
    denyMachine(args.machine_id, args.reason)
  }

  @call({})
  allow_machine(raw: RawArgs<wire.MachineArgs>): void {
    allowMachine(decodeArgs(raw, { machine_id: hex(32) }).machine_id)
  }

  @view({})
  is_valid(raw: RawArgs<wire.IsValidArgs>): boolean {
    const args = decodeArgs(raw, { ...workerId, policy_id: policyId })
    const worker = loadWorker(args.worker_id)
    return worker?.policyId === args.policy_id && explainWorker(worker).length === 0
  }

  @view({})
  explain(raw: RawArgs<wire.WorkerArgs>): wire.Explanation | null {
    const worker = loadWorker(decodeArgs(raw, workerId).worker_id)
    return worker === undefined ? null : explainWorker(worker).map(failedCheckView)
  }

  @view({})
  was_valid_at(raw: RawArgs<wire.WasValidAtArgs>): boolean {
    const args = decodeArgs(raw, { ...workerId, ts_ns: u64 })
    const worker = loadWorker(args.worker_id)
    if (worker === undefined || args.ts_ns > blockTimestamp()) return false
    if (worker.endedAtNs !== 0n) return wasValidAt(worker, args.ts_ns, undefined)
    const failed = explainWorker(worker)
    const since = failed.length === 0 ? undefined : sinceNs(worker, failed)
    return wasValidAt(worker, args.ts_ns, since)
  }

  @view({})
  history(raw: RawArgs<wire.WorkerArgs>): readonly wire.ValiditySpan[] {
    const worker = loadWorker(decodeArgs(raw, workerId).worker_id)
    return (worker?.spans ?? []).map((span) => ({
      from_ns: String(span.fromNs),
      until_ns: String(span.untilNs),
      policy_id: span.policyId,
      quote_hash: hexEncode(span.quoteHash),
    }))
  }

  @view({})
  worker(raw: RawArgs<wire.WorkerArgs>): wire.WorkerView | null {
    const { worker_id } = decodeArgs(raw, workerId)
    const found = loadWorker(worker_id)
    return found === undefined ? null : workerView(worker_id, found)
  }

  @view({})
  workers_by_policy(raw: RawArgs<wire.WorkersByPolicyArgs>): wire.WorkersPage {
    const args = decodeArgs(raw, {
      policy_id: policyId,
      from_index: optional(integer(0, 0x7fffffff)),
      limit: optional(integer(1, maxPage)),
    })
    const total = countWorkers(args.policy_id)
    const from = args.from_index ?? 0
    const found: string[] = []
    for (let i = from; i < total && i < from + (args.limit ?? maxPage); i++) {
      const id = workerAt(args.policy_id, i)
      if (id !== undefined) found.push(id)
    }
    return { total, worker_ids: found }
  }

  @view({})
  check_quote(evidence: Uint8Array): wire.CheckQuoteResult {
    return checkQuoteView(evidence)
  }

  @view({})
  collateral(raw: RawArgs<wire.CollateralArgs>): wire.CollateralView {
    return collateralView(decodeArgs(raw, { fmspc: hex(6) }).fmspc)
  }

  @view({})
  beacons(raw: RawArgs<wire.NoArgs>): readonly wire.BeaconView[] {
    decodeArgs(raw, {})
    return loadBeacons().map(beaconView)
  }

  @view({})
  policy(raw: RawArgs<wire.PolicyArgs>): wire.PolicyView | null {
    const { policy_id } = decodeArgs(raw, { policy_id: policyId })
    const found = loadPolicy(policy_id)
    return found === undefined ? null : policyView(policy_id, found)
  }

  @view({})
  measurement(raw: RawArgs<wire.MeasurementArgs>): wire.MeasurementView | null {
    const args = decodeArgs(raw, measurementKey)
    const found = loadMeasurement(args.policy_id, args.measurement_id)
    return found === undefined ? null : measurementView(args.policy_id, args.measurement_id, found)
  }

  @view({})
  machine(raw: RawArgs<wire.MachineArgs>): wire.MachineView {
    const { machine_id } = decodeArgs(raw, { machine_id: hex(32) })
    const denial = loadDenial(machine_id)
    return {
      machine_id: hexEncode(machine_id),
      denied: denial !== undefined,
      reason: denial?.reason ?? '',
      denied_at_ns: String(denial?.deniedAtNs ?? 0n),
    }
  }

  @view({})
  params(raw: RawArgs<wire.NoArgs>): wire.ParamsView {
    decodeArgs(raw, {})
    return paramsView()
  }
}
