import {
  checkFreshQuote,
  checkWorkerRecord,
  measurementId,
  reportData,
} from '@research-hub/sdk/attestation'
import { createTestCa, defaultRegisters } from '@research-hub/sdk/attestation/testing'
import { base58 } from '@scure/base'
import test from 'ava'

const bytes = (fill: number, length = 32): Uint8Array => new Uint8Array(length).fill(fill)
const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex')
const registry = { chainId: 'testnet', registryId: 'attestation.hub.near' } as const
const keys = { signingKey: bytes(1), encryptionKey: bytes(2), gpuEvidenceHash: bytes(0) } as const
const record = {
  worker_id: 'worker.near',
  policy_id: 'inference',
  signing_key: `ed25519:${base58.encode(keys.signingKey)}`,
  encryption_key: hex(keys.encryptionKey),
  gpu_evidence_hash: hex(keys.gpuEvidenceHash),
  measurement_id: measurementId(defaultRegisters),
  machine_id: hex(bytes(3)),
  fmspc: 'b0c06f000000',
  quote_hash: hex(bytes(4)),
  status: 'UpToDate',
  evaluation_number: 17,
  revision: 1,
  attested_at_ns: '100',
  expires_at_ns: '1000',
  ended_at_ns: '0',
  end_reason: '',
  storage_bytes: 600,
} as const

test('a record must be of the policy, live for long enough and run known software', (t) => {
  const expected = { policyId: 'inference', minRemainingNs: 100n, nowNs: 900n }
  t.deepEqual(checkWorkerRecord(record, expected), [])
  const one = (change: object, wanted: object = {}): number =>
    checkWorkerRecord({ ...record, ...change }, { ...expected, ...wanted }).length
  t.is(one({}, { policyId: 'training' }), 1)
  t.is(one({ ended_at_ns: '5', end_reason: 'revoked' }), 1)
  t.is(one({}, { nowNs: 901n }), 1)
  t.is(one({}, { measurementIds: [] }), 1)
  t.is(one({}, { measurementIds: [record.measurement_id] }), 0)
})

test('a fresh quote must bind the record’s keys and the client’s nonce, and run its software', (t) => {
  const ca = createTestCa('client', 1_760_000_000)
  const nonce = bytes(9)
  const binding = { ...registry, ...keys, workerId: record.worker_id, policyId: record.policy_id }
  const quote = (change: object = {}, td: object = {}): Uint8Array =>
    ca.quote(ca.machine('one'), { reportData: reportData({ ...binding, ...change }, nonce), ...td })
  t.deepEqual(checkFreshQuote(record, quote(), registry, nonce), [])
  t.is(checkFreshQuote(record, quote(), registry, bytes(8)).length, 1)
  t.is(checkFreshQuote(record, quote({ signingKey: bytes(5) }), registry, nonce).length, 1)
  t.is(checkFreshQuote(record, quote({ encryptionKey: bytes(5) }), registry, nonce).length, 1)
  t.is(checkFreshQuote(record, quote({ workerId: 'other.near' }), registry, nonce).length, 1)
  t.is(checkFreshQuote(record, quote({}, { mrtd: bytes(7, 48) }), registry, nonce).length, 1)
  t.throws(() => checkFreshQuote(record, bytes(0, 700), registry, nonce), { message: /TDX quote/ })
})
