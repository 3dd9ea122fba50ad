/** Where block timestamps come from. */

const manualStepNs = 1_000_000_000n

export type BlockClock = {
  readonly kind: 'real' | 'manual'
  /** Timestamp of a block made now on top of one stamped `headNs`; always later than it. */
  readonly nextNs: (headNs: bigint) => bigint
  /** Moves all later timestamps forward. */
  readonly advance: (deltaNs: bigint) => void
  /** Makes the time `timestampNs` now. */
  readonly set: (timestampNs: bigint) => void
  /** Sum of all advances; put back by {@link BlockClock.restore} after a revert. */
  readonly offsetNs: () => bigint
  readonly restore: (offsetNs: bigint) => void
}

/**
 * `real` follows the machine's clock plus what was advanced; `manual` stands still between blocks
 * and steps one second per block, so that a run can be repeated exactly.
 */
export function createBlockClock(kind: 'real' | 'manual'): BlockClock {
  let offsetNs = 0n
  let unspentNs = 0n
  return {
    kind,
    nextNs: (headNs) => {
      if (kind === 'manual') {
        const nextNs = headNs + (unspentNs > 0n ? unspentNs : manualStepNs)
        unspentNs = 0n
        return nextNs
      }
      const nowNs = BigInt(Date.now()) * 1_000_000n + offsetNs
      return nowNs > headNs ? nowNs : headNs + 1n
    },
    advance: (deltaNs) => {
      offsetNs += deltaNs
      unspentNs += deltaNs
    },
    set: (timestampNs) => {
      offsetNs = timestampNs - BigInt(Date.now()) * 1_000_000n
      unspentNs = 0n
    },
    offsetNs: () => offsetNs,
    restore: (savedNs) => {
      offsetNs = savedNs
      unspentNs = 0n
    },
  }
}
