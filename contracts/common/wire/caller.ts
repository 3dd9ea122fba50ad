import { predecessorAccountId, utf8Decode } from '@research-hub/compiler/host'
import { fail } from './fail.js'

/** The account that called, whoever signed. */
export function caller(): string {
  return utf8Decode(predecessorAccountId())
}

/** Accepts one contract of the hub only; the sender is the caller unless a token says who sent it. */
export function requireNeighbour(accountId: string, senderId = caller()): void {
  if (senderId !== accountId) fail('ERR_NOT_NEIGHBOUR', senderId)
}
