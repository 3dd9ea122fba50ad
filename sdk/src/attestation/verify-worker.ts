/** What a client does before it trusts a worker with a prompt or a key: one call, all of it or nothing. */
import type { Reader } from '../clients/reader.js'
import { fromBase58 } from '../codecs/base58.js'
import { fromHex, toHex } from '../codecs/hex.js'
import type { Wire } from '../codecs/wire.js'
import { HubError } from '../errors/hub-error.js'
import type {
  CollateralView,
  Explanation,
  ParamsView,
  PolicyView,
  WorkerView,
} from '../generated/attestation.js'
import type { PolicyRules } from '../generated/attestation-rules/interface.js'
import { packRules } from '../generated/attestation-rules/pack-policy.js'
import {
  checkPlatform,
  checkServiceTd,
  checkTcb,
  checkTdBits,
} from '../generated/attestation-rules/policy.js'
import { tdAttributesAt, teeTcbSvn2At } from '../generated/attestation-rules/td-report.js'
import { type CollateralBundle, intelRootKey } from './collateral.js'
import { measurementId, reportData, type WorkerKeys } from './evidence.js'
import { readTdQuote } from './quote.js'
import { must, type ProvedQuote, proveQuote, useOwnNatives } from './quote-chain.js'

export type WorkerExpectation = {
  readonly workerId: string
  readonly policyId: string
  /** Random bytes of the client's own, 32 of them, fresh for this check. */
  readonly nonce: Uint8Array
  /** What the worker made of them, by `reportData` over its binding and the nonce. */
  readonly quote: Uint8Array
  /** The vendor's collateral for the platform, from the vendor or any cache: it is checked, not believed. */
  readonly collateral: CollateralBundle
  readonly nowNs: bigint
  /** Least remaining life of the registration, in nanoseconds. */
  readonly minRemainingNs: bigint
  /** Absent for any that the policy allows. */
  readonly measurementIds?: readonly string[]
  /** x and y of the vendor's root key in hex; Intel's unless a test's is meant. */
  readonly rootKey?: string
}

export type VerifiedWorker = Required<WorkerKeys> & {
  readonly workerId: string
  readonly measurementId: string
  readonly machineId: string
  /** TCB status of the fresh quote. */
  readonly status: string
  readonly expiresAtNs: bigint
}

/**
 * Resolves with the worker's keys when everything holds: the registry goes by the expected root key; the worker's
 * record is valid under the policy and lives long enough; the fresh quote is genuine from that root key on, by the
 * contract's own rules and in this process; it fulfils the policy; it binds the record's very keys and this nonce.
 * Rejects with `SDK_WORKER_REFUSED` and the first reason otherwise.
 */
export async function verifyWorker(
  client: Pick<Reader, 'contracts' | 'view'>,
  expected: WorkerExpectation,
): Promise<VerifiedWorker> {
  const registryId = client.contracts.attestation
  const view = <T>(method: string, args: object): Promise<T> =>
    client.view(registryId, method, args) as Promise<T>
  const { workerId, policyId } = expected
  const one = { worker_id: workerId }
  const [params, isValid, record, policy] = await Promise.all([
    view<Wire<ParamsView>>('params', {}),
    view<boolean>('is_valid', { ...one, policy_id: policyId }),
    view<Wire<WorkerView> | null>('worker', one),
    view<Wire<PolicyView> | null>('policy', { policy_id: policyId }),
  ])
  if (!isValid) refuse(whyNot(await view<Wire<Explanation> | null>('explain', one)))
  if (record === null || policy?.rules == null) refuse('the worker or its policy is unknown')
  const shown = await view<Wire<CollateralView>>('collateral', { fmspc: record.fmspc })
  try {
    return judge(expected, { registryId, params, record, rules: policy.rules, shown })
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error))
  }
}

type Registered = {
  readonly registryId: string
  readonly params: Wire<ParamsView>
  readonly record: Wire<WorkerView>
  readonly rules: PolicyRules
  readonly shown: Wire<CollateralView>
}

function judge(expected: WorkerExpectation, registered: Registered): VerifiedWorker {
  const { rootKey = intelRootKey, nowNs, measurementIds, quote, collateral, nonce } = expected
  const { registryId, params, record, rules, shown } = registered
  useOwnNatives()
  must(params.root_key === rootKey, `the registry goes by root key ${params.root_key}`)
  must(record.policy_id === expected.policyId, `the policy is ${record.policy_id}`)
  must(record.ended_at_ns === '0', `it has ended: ${record.end_reason}`)
  const expiresAtNs = BigInt(record.expires_at_ns)
  must(expiresAtNs >= nowNs + expected.minRemainingNs, `it ends at ${expiresAtNs} ns`)
  const proved = proveQuote(quote, collateral, fromHex(rootKey), Number(nowNs / 1_000_000_000n))
  checkSet(proved, rules, shown)
  checkPolicy(proved, rules)
  const { reportData: found, registers } = readTdQuote(quote)
  const keys = {
    signingKey: fromBase58(record.signing_key.slice('ed25519:'.length), 32),
    encryptionKey: fromHex(record.encryption_key),
    gpuEvidenceHash: fromHex(record.gpu_evidence_hash),
  }
  const { chain_id: chainId } = params
  const { workerId, policyId } = expected
  const wanted = reportData({ ...keys, chainId, registryId, workerId, policyId }, nonce)
  must(toHex(found) === toHex(wanted), 'the quote binds other keys or another nonce')
  const measured = measurementId(registers)
  must(measured === record.measurement_id, `the measurement is ${measured}`)
  const isKnown = measurementIds === undefined || measurementIds.includes(measured)
  must(isKnown, `the measurement ${measured} is not among those expected`)
  must(proved.machineId === record.machine_id, `the machine is ${proved.machineId}`)
  const { status } = proved.appraisal
  return {
    ...keys,
    workerId,
    measurementId: measured,
    machineId: proved.machineId,
    status,
    expiresAtNs,
  }
}

/** The documents are of the policy's set, or of a later one. */
function checkSet(
  { evaluations }: ProvedQuote,
  rules: PolicyRules,
  shown: Wire<CollateralView>,
): void {
  const { tcb_set: set } = rules
  const numbers = shown.tcb_numbers
  const least =
    set === 'standard' ? numbers?.standard : set === 'early' ? numbers?.early : Number(set)
  must(typeof least === 'number', `the registry knows no ${set} set`)
  for (const number of evaluations) {
    must(
      number >= least,
      `the collateral has evaluation number ${number}, the policy's is ${least}`,
    )
  }
}

function checkPolicy(
  { quote, appraisal, fmspc, machineId }: ProvedQuote,
  rules: PolicyRules,
): void {
  const packed = packRules(rules)
  checkTcb(packed, appraisal)
  checkPlatform(packed, fmspc, fromHex(machineId))
  checkTdBits(packed, quote.body.subarray(tdAttributesAt, tdAttributesAt + 16))
  const serviceTd = quote.isTd15 ? quote.body.subarray(teeTcbSvn2At + 16) : new Uint8Array(48)
  checkServiceTd(packed, serviceTd)
}

function whyNot(failed: Wire<Explanation> | null): string {
  if (failed === null || failed.length === 0) return 'it is not a worker of the policy'
  return failed.map(({ code, detail }) => `${code} ${detail}`).join('; ')
}

function refuse(reason: string): never {
  throw new HubError('SDK_WORKER_REFUSED', [reason])
}
