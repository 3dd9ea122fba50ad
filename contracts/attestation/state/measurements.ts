/** Measurements a policy allows, by id. */
import { hexEncode } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { loadBody, loadPaid, savePaid } from './paid.js'

export type AllowedMeasurement = {
  readonly payerId: string
  readonly activeAtNs: bigint
  /** 0 while no end is set. A removed one ended then. */
  readonly endsAtNs: bigint
  readonly source: string
}

const layout = '88s'

export function loadMeasurement(policyId: string, id: Uint8Array): AllowedMeasurement | undefined {
  const record = loadPaid(keyOf(policyId, id))
  if (record === undefined) return undefined
  const [activeAtNs, endsAtNs, source] = unpack(layout, record.body)
  return { payerId: record.payerId, activeAtNs, endsAtNs, source }
}

/** From when it holds and when it ends, 0 for no end: what a judgement needs. */
export function measurementTimes(
  policyId: string,
  id: Uint8Array,
): readonly [bigint, bigint] | undefined {
  const body = loadBody(keyOf(policyId, id))
  return body === undefined ? undefined : unpack('88', body.subarray(0, 16))
}

export function saveMeasurement(
  policyId: string,
  id: Uint8Array,
  measurement: AllowedMeasurement,
): void {
  const { payerId, activeAtNs, endsAtNs, source } = measurement
  savePaid(keyOf(policyId, id), payerId, pack(layout, [activeAtNs, endsAtNs, source]))
}

function keyOf(policyId: string, id: Uint8Array): string {
  return `m:${policyId}:${hexEncode(id)}`
}
