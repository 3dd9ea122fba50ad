import { currentAccountId, predecessorAccountId, utf8Decode } from '@research-hub/compiler/host'
import { fail } from './fail.js'

/** The account that called, whoever signed. */
export function caller(): string {
  return utf8Decode(predecessorAccountId())
}

/** Accepts one contract of the hub only; the sender is the caller unless a token says who sent it. */
export function requireNeighbour(accountId: string, senderId = caller()): void {
  if (senderId !== accountId) fail('ERR_NOT_NEIGHBOUR', senderId)
}

/**
 * Refuses, at set-up, a neighbour that is the contract itself or another of its neighbours: whoever is both could send
 * what only one of them may.
 */
export function requireOthers(neighbours: Readonly<Record<string, string>>): void {
  const seen = [utf8Decode(currentAccountId())]
  for (const [name, accountId] of Object.entries(neighbours)) {
    if (seen.indexOf(accountId) >= 0) fail('ERR_ARGS', name, 'not a contract of its own')
    seen.push(accountId)
  }
}
