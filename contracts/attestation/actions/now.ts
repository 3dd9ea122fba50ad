import { blockTimestamp } from '@research-hub/compiler/host'
import { nsPerS } from '../limits.js'

let seconds: number | undefined

/** The block's time in whole seconds, for the dates of documents; asked for once a call. */
export function nowS(): number {
  seconds ??= Number(blockTimestamp() / nsPerS)
  return seconds
}

export function toNs(s: number): bigint {
  return BigInt(s) * nsPerS
}
