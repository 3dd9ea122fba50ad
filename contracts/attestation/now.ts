import { blockTimestamp } from '@research-hub/compiler/host'
import { nsPerS } from './limits.js'

/** The block's time in whole seconds, for the dates of documents. */
export function nowS(): number {
  return Number(blockTimestamp() / nsPerS)
}

export function toNs(seconds: number): bigint {
  return BigInt(seconds) * nsPerS
}
