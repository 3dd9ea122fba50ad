/** Snapshots of chain and clock together, and the numbered ones of `devnet_snapshot`. */
import type { Chain, ChainSnapshot } from '../../runtime/types/chain.js'
import type { Producer } from './producer.js'

const maxNumbered = 1_000

export type Snapshots = {
  readonly take: () => ChainSnapshot
  /** Queued transactions are dropped; the clock returns to what it was. */
  readonly revert: (snapshot: ChainSnapshot) => void
  /** Takes a snapshot and numbers it; the oldest is forgotten after a thousand. */
  readonly takeNumbered: () => number
  /** False when no snapshot has that number. */
  readonly revertNumbered: (id: number) => boolean
}

/** Snapshot keeping for one chain. */
export function createSnapshots(chain: Chain, producer: Producer): Snapshots {
  const offsets = new WeakMap<ChainSnapshot, bigint>()
  const numbered = new Map<number, ChainSnapshot>()
  let nextId = 1
  const take = (): ChainSnapshot => {
    const snapshot = chain.snapshot()
    offsets.set(snapshot, producer.clock.offsetNs())
    return snapshot
  }
  const revert = (snapshot: ChainSnapshot): void => {
    producer.clear()
    chain.revert(snapshot)
    producer.clock.restore(offsets.get(snapshot) ?? producer.clock.offsetNs())
  }
  return {
    take,
    revert,
    takeNumbered: () => {
      const id = nextId++
      numbered.set(id, take())
      if (numbered.size > maxNumbered) numbered.delete(id - maxNumbered)
      return id
    },
    revertNumbered: (id) => {
      const snapshot = numbered.get(id)
      if (snapshot === undefined) return false
      revert(snapshot)
      return true
    },
  }
}
