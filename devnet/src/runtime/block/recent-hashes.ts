import { bytesKey } from '../../primitives/hash.js'
import { createHeightQueue } from './height-queue.js'

/**
 * Block hashes that a transaction may name. They outlive the blocks themselves: a signed transaction
 * stays valid for `transaction_validity_period` heights, which is more than the blocks that are kept.
 */
export type RecentHashes = {
  readonly add: (hash: Uint8Array, height: bigint) => void
  readonly heightOf: (hash: Uint8Array) => bigint | undefined
  readonly forgetBelow: (height: bigint) => void
  readonly forgetAbove: (height: bigint) => void
  /** Heights by the hash's `bytesKey`, in order. */
  readonly all: () => ReadonlyMap<string, bigint>
}

type Named = { readonly name: string; readonly height: bigint }

export function createRecentHashes(known: ReadonlyMap<string, bigint> = new Map()): RecentHashes {
  const heights = new Map(known)
  const queue = createHeightQueue<Named>(({ height }) => height)
  for (const [name, height] of heights) queue.push({ name, height })
  const forget = (gone: readonly Named[]): void => {
    for (const { name } of gone) heights.delete(name)
  }
  return {
    add: (hash, height) => {
      const name = bytesKey(hash)
      heights.set(name, height)
      queue.push({ name, height })
    },
    heightOf: (hash) => heights.get(bytesKey(hash)),
    forgetBelow: (height) => forget(queue.takeBelow(height)),
    forgetAbove: (height) => forget(queue.takeAbove(height)),
    all: () => heights,
  }
}
