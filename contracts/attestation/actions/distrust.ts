/** Times for which a worker is not to be believed, whatever it was judged by: revocations that date back. */
import { covers, intervalRecord, listIntervals } from '../state/intervals.js'

const kept = 4
const { size } = intervalRecord

export const noDistrust: Uint8Array = new Uint8Array(kept * size)

/** With one interval more. They have a fixed room; what finds none left goes to the last one. */
export function addDistrust(distrust: Uint8Array, fromNs: bigint, untilNs: bigint): Uint8Array {
  let place = 0
  let first = fromNs
  for (const interval of listIntervals(distrust)) {
    if (interval.untilNs === 0n) break
    if (++place === kept && interval.fromNs < first) first = interval.fromNs
  }
  if (place === kept) place--
  const out = distrust.slice()
  out.set(intervalRecord.encode({ fromNs: first, untilNs }), place * size)
  return out
}

export function isDistrusted(distrust: Uint8Array, atNs: bigint): boolean {
  return covers(distrust, atNs)
}
