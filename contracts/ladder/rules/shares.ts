/**
 * What shares of a pool earn and get back, to the yocto. Earnings follow an accumulator per share with
 * a carried remainder; members keep numerators undivided, so that what all of them may claim never
 * exceeds what came in. Pure.
 */
const scale: bigint = 10n ** 30n

export type Accumulator = {
  /** Earnings per share since the beginning, times `scale`. */
  readonly earnedPerShare: bigint
  /** What the last division left, below the number of shares then. */
  readonly earnedRemainder: bigint
}

export type Shareholding = {
  readonly shares: bigint
  /** Accumulator up to which `numerator` counts. */
  readonly countedTo: bigint
  /** Earned and not claimed, times `scale`. */
  readonly numerator: bigint
}

/** Adds earnings; there must be shares. */
export function earned(
  { earnedPerShare, earnedRemainder }: Accumulator,
  shares: bigint,
  amount: bigint,
): Accumulator {
  const numerator = amount * scale + earnedRemainder
  return {
    earnedPerShare: earnedPerShare + numerator / shares,
    earnedRemainder: numerator % shares,
  }
}

/** Brings a holding up to the accumulator. */
export function counted(holding: Shareholding, { earnedPerShare }: Accumulator): Shareholding {
  const numerator = holding.numerator + holding.shares * (earnedPerShare - holding.countedTo)
  return { ...holding, countedTo: earnedPerShare, numerator }
}

/** Whole units that a counted holding may claim. */
export function claimableDown({ numerator }: Shareholding): bigint {
  return numerator / scale
}

export function claimed(holding: Shareholding): Shareholding {
  return { ...holding, numerator: holding.numerator % scale }
}

/** What is returned to shares, as one cumulative counter: the last one gets whatever is left. */
export type Returns = {
  /** To be returned to all. */
  readonly left: bigint
  /** Shares there were. */
  readonly shares: bigint
  /** Of those, shares that have their part, and how much that was. */
  readonly returnedShares: bigint
  readonly returned: bigint
}

/** The part of some shares; within one unit of exact, and exactly `left` over all. */
export function returnOf(
  { left, shares, returnedShares, returned }: Returns,
  part: bigint,
): bigint {
  return (left * (returnedShares + part)) / shares - returned
}
