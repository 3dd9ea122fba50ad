import { blockTimestamp } from '@research-hub/compiler/host'
import { nsPerSecond } from '../../common/wire/time.js'

let seconds: number | undefined

/** The block's time in whole seconds, for the dates of documents; asked for once a call. */
export function nowS(): number {
  seconds ??= toS(blockTimestamp())
  return seconds
}

export function toNs(s: number): bigint {
  return BigInt(s) * nsPerSecond
}

export function toS(ns: bigint): number {
  return Number(ns / nsPerSecond)
}
