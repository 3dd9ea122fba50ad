/** What a client checks before it trusts a worker with a prompt or a key. */
import type { WorkerView } from '../generated/attestation.js'
import { fromHex, toHex } from '../payments/bytes.js'
import { type Binding, reportData } from './evidence.js'
import { readTdQuote } from './quote.js'

export type WorkerExpectation = {
  readonly policyId: string
  /** Least remaining life, in nanoseconds. */
  readonly minRemainingNs: bigint
  readonly nowNs: bigint
  /** Absent for any that the policy allows. */
  readonly measurementIds?: readonly string[]
}

/** Why a record does not do; empty when it does. The chain's `is_valid` comes first, this second. */
export function checkWorkerRecord(
  record: WorkerView,
  expected: WorkerExpectation,
): readonly string[] {
  const { policyId, minRemainingNs, nowNs, measurementIds } = expected
  const problems: string[] = []
  if (record.policy_id !== policyId) problems.push(`the policy is ${record.policy_id}`)
  if (record.ended_at_ns !== '0') problems.push(`it has ended: ${record.end_reason}`)
  if (BigInt(record.expires_at_ns) < nowNs + minRemainingNs) {
    problems.push(`it ends at ${record.expires_at_ns} ns`)
  }
  if (measurementIds !== undefined && !measurementIds.includes(record.measurement_id)) {
    problems.push(`the measurement is ${record.measurement_id}`)
  }
  return problems
}

/**
 * Whether a quote that a worker made for the client's own nonce is by the worker of the record: same
 * keys, same software, this nonce. Whether the quote is genuine the contract's `check_quote` says.
 */
export function checkFreshQuote(
  record: WorkerView,
  quote: Uint8Array,
  binding: Omit<Binding, 'policyId' | 'workerId'>,
  nonce: Uint8Array,
): readonly string[] {
  const problems: string[] = []
  const { policy_id: policyId, worker_id: workerId } = record
  const wanted = reportData({ ...binding, policyId, workerId }, nonce)
  if (toHex(readTdQuote(quote).reportData) !== toHex(wanted)) {
    problems.push('it binds other keys or another nonce')
  }
  if (toHex(binding.encryptionKey) !== toHex(fromHex(record.encryption_key))) {
    problems.push('the encryption key is not the recorded one')
  }
  return problems
}
