/** Measurements a policy allows, by id, and when it allowed each before. */
import { hexEncode } from '@research-hub/compiler/host'
import { type RecordOf, record, rest, text, u64, version } from '../../common/state/record.js'
import { covers } from './intervals.js'
import { loadBody, savePaid } from './paid.js'

export const measurementRecord = record({
  version: version(1),
  activeAtNs: u64,
  /** 0 while no end is set. A removed one ended then. */
  endsAtNs: u64,
  source: text,
  /** When it was allowed before it was proposed again. */
  past: rest,
})

export type Measurement = RecordOf<typeof measurementRecord>

export function loadMeasurement(policyId: string, id: Uint8Array): Measurement | undefined {
  const body = loadBody(keyOf(policyId, id))
  return body === undefined ? undefined : measurementRecord.decode(body)
}

export function wasAllowed(policyId: string, id: Uint8Array, atNs: bigint): boolean {
  const found = loadMeasurement(policyId, id)
  if (found === undefined) return false
  const { activeAtNs, endsAtNs, past } = found
  return (atNs >= activeAtNs && (endsAtNs === 0n || atNs < endsAtNs)) || covers(past, atNs)
}

/** Whoever pays for it goes on paying unless somebody else is named. */
export function saveMeasurement(
  policyId: string,
  id: Uint8Array,
  payerId: string | undefined,
  measurement: Measurement,
): void {
  savePaid(keyOf(policyId, id), payerId, measurementRecord.encode(measurement))
}

function keyOf(policyId: string, id: Uint8Array): string {
  return `m:${policyId}:${hexEncode(id)}`
}
