/** Measurements a policy allows, by id. */
import { hexEncode } from '@research-hub/compiler/host'
import { type RecordOf, record, text, u64 } from '../../common/state/record.js'
import { loadBody, loadPaid, savePaid } from './paid.js'

export const measurementRecord = record({
  activeAtNs: u64,
  /** 0 while no end is set. A removed one ended then. */
  endsAtNs: u64,
  source: text,
})

export type AllowedMeasurement = RecordOf<typeof measurementRecord> & { readonly payerId: string }

export function loadMeasurement(policyId: string, id: Uint8Array): AllowedMeasurement | undefined {
  const found = loadPaid(keyOf(policyId, id))
  if (found === undefined) return undefined
  return { payerId: found.payerId, ...measurementRecord.decode(found.body) }
}

/** Without who pays for it: what a judgement needs. */
export function measurementTimes(
  policyId: string,
  id: Uint8Array,
): RecordOf<typeof measurementRecord> | undefined {
  const body = loadBody(keyOf(policyId, id))
  return body === undefined ? undefined : measurementRecord.decode(body)
}

export function saveMeasurement(
  policyId: string,
  id: Uint8Array,
  measurement: AllowedMeasurement,
): void {
  savePaid(keyOf(policyId, id), measurement.payerId, measurementRecord.encode(measurement))
}

function keyOf(policyId: string, id: Uint8Array): string {
  return `m:${policyId}:${hexEncode(id)}`
}
