/** Past intervals of time, side by side in a record, oldest first. */
import { type RecordOf, record, u64 } from '../../common/state/record.js'
import { joinBytes, noBytes } from '../../common/wire/bytes.js'

/** From a time on, and until another one. */
export const intervalRecord = record({ fromNs: u64, untilNs: u64 })

export type Interval = RecordOf<typeof intervalRecord>

export type Intervals = Uint8Array

const { size } = intervalRecord

export const noIntervals: Intervals = noBytes

export function countIntervals(intervals: Intervals): number {
  return intervals.length / size
}

export function listIntervals(intervals: Intervals): readonly Interval[] {
  const found: Interval[] = []
  for (let at = 0; at < intervals.length; at += size) {
    found.push(intervalRecord.decode(intervals.subarray(at, at + size)))
  }
  return found
}

export function addInterval(intervals: Intervals, interval: Interval): Intervals {
  return joinBytes([intervals, intervalRecord.encode(interval)])
}

export function covers(intervals: Intervals, atNs: bigint): boolean {
  return listIntervals(intervals).some(({ fromNs, untilNs }) => fromNs <= atNs && atNs < untilNs)
}
