/** What a client checks before it trusts a worker with a prompt or a key. */

import { fromBase58 } from '../codecs/base58.js'
import { fromHex, toHex } from '../codecs/hex.js'
import type { Wire } from '../codecs/wire.js'
import type { WorkerView } from '../generated/attestation.js'
import { type Binding, measurementId, reportData } from './evidence.js'
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
  record: Wire<WorkerView>,
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
 * Whether a quote that a worker made for the client's own nonce is by the worker of the record: its
 * keys, its software, this nonce. Whether the quote is genuine the contract's `check_quote` says.
 */
export function checkFreshQuote(
  record: Wire<WorkerView>,
  quote: Uint8Array,
  registry: Pick<Binding, 'chainId' | 'registryId'>,
  nonce: Uint8Array,
): readonly string[] {
  const { reportData: found, registers } = readTdQuote(quote)
  const wanted = reportData(
    {
      ...registry,
      workerId: record.worker_id,
      policyId: record.policy_id,
      signingKey: fromBase58(record.signing_key.slice('ed25519:'.length), 32),
      encryptionKey: fromHex(record.encryption_key),
      gpuEvidenceHash: fromHex(record.gpu_evidence_hash),
    },
    nonce,
  )
  const problems: string[] = []
  if (toHex(found) !== toHex(wanted)) problems.push('it binds other keys or another nonce')
  const measured = measurementId(registers)
  if (measured !== record.measurement_id) problems.push(`the measurement is ${measured}`)
  return problems
}
