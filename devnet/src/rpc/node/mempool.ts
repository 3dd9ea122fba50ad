/** Transactions waiting for a block, handed out as nearcore's pool does. */

import { bytesKey } from '../../primitives/hash.js'
import type { SignedTransaction } from '../../primitives/types.js'

export type Mempool = {
  readonly size: () => number
  /** False when that transaction already waits. */
  readonly add: (signed: SignedTransaction) => boolean
  readonly get: (hashHex: string) => SignedTransaction | undefined
  /**
   * Offers what waits: one per nonce sequence in turn, by rising nonce within it. A transaction
   * leaves the pool when it is taken or dropped, and the sequence of a dropped one offers its next.
   */
  readonly take: (offer: (next: SignedTransaction) => 'taken' | 'dropped' | 'full') => void
  readonly clear: () => void
}

/** An empty pool. */
export function createMempool(): Mempool {
  const byHash = new Map<string, SignedTransaction>()
  const byKey = new Map<string, SignedTransaction[]>()
  return {
    size: () => byHash.size,
    get: (hashHex) => byHash.get(hashHex),
    add: (signed) => {
      const hashHex = hexOf(signed.hash)
      if (byHash.has(hashHex)) return false
      byHash.set(hashHex, signed)
      const group = nonceName(signed)
      const queue = byKey.get(group)
      if (queue === undefined) byKey.set(group, [signed])
      else insertByNonce(queue, signed)
      return true
    },
    take: (offer) => {
      while (byKey.size > 0) {
        for (const [group, queue] of byKey) {
          for (let next = queue[0]; next !== undefined; next = queue[0]) {
            const answer = offer(next)
            if (answer === 'full') return
            queue.shift()
            byHash.delete(hexOf(next.hash))
            if (answer === 'taken') break
          }
          if (queue.length === 0) byKey.delete(group)
        }
      }
    },
    clear: () => {
      byHash.clear()
      byKey.clear()
    },
  }
}

/** Identifies the nonce that a transaction uses: that of an access key, or one of a gas key. */
export function nonceName({ transaction }: SignedTransaction): string {
  const { signerId, publicKey, versionOne } = transaction
  return `${signerId} ${bytesKey(publicKey.data)} ${versionOne?.nonceIndex ?? ''}`
}

/** Lower-case hex, the map key for hashes. */
export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex')
}

// Equal nonces keep their order of arrival.
function insertByNonce(queue: SignedTransaction[], signed: SignedTransaction): void {
  let at = queue.length
  while (at > 0) {
    const before = queue[at - 1]
    if (before === undefined || before.transaction.nonce <= signed.transaction.nonce) break
    at--
  }
  queue.splice(at, 0, signed)
}
