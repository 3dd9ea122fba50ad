/**
 * The money of one pool: contributions as shares, releases, returns of what was not released, and
 * earnings. What nobody owns collects as residual, down to the fractions that members leave. Pure.
 */
import {
  type Accumulator,
  claimableDown,
  claimed,
  counted,
  earned,
  returnOf,
  type Shareholding,
} from './shares.js'

export type Funds = Accumulator & {
  readonly goal: bigint
  /** All shares ever: contributions, and revenue that came while raising. */
  readonly raised: bigint
  /** Shares still in the pool. */
  readonly shares: bigint
  readonly released: bigint
  /** Shares that have their refund, and the sum of refunds. */
  readonly returnedShares: bigint
  readonly returned: bigint
  /** Came in to be shared, and was claimed of that. */
  readonly revenue: bigint
  readonly revenueClaimed: bigint
  /** Owned by nobody, for the tier's next pool. */
  readonly residual: bigint
  /** Shares bought by revenue, a holding of nobody; what they earn and get back is residual. */
  readonly commonShares: bigint
  readonly commonCountedTo: bigint
  readonly commonNumerator: bigint
  readonly isCommonRefunded: boolean
}

export const newFunds: Omit<Funds, 'goal'> = {
  raised: 0n,
  shares: 0n,
  released: 0n,
  returnedShares: 0n,
  returned: 0n,
  earnedPerShare: 0n,
  earnedRemainder: 0n,
  revenue: 0n,
  revenueClaimed: 0n,
  residual: 0n,
  commonShares: 0n,
  commonCountedTo: 0n,
  commonNumerator: 0n,
  isCommonRefunded: false,
}

/** What the contract holds for the pool. */
export function heldFor(funds: Funds): bigint {
  const { raised, released, returned, revenue, revenueClaimed, residual } = funds
  return raised - released - returned + revenue - revenueClaimed + residual
}

/** How much of an amount still fits below the goal. */
export function fitting({ goal, raised }: Funds, amount: bigint): bigint {
  const room = goal - raised
  return amount < room ? amount : room
}

export function withShares<T extends Funds>(funds: T, amount: bigint): T {
  return { ...funds, raised: funds.raised + amount, shares: funds.shares + amount }
}

/** Revenue while raising: shares of nobody up to the goal; the rest is earned by all. */
export function withCommonShares<T extends Funds>(funds: T, amount: bigint): T {
  const fits = fitting(funds, amount)
  const grown = { ...withShares(funds, fits), commonShares: funds.commonShares + fits }
  return withEarnings(grown, amount - fits)
}

export function withEarnings<T extends Funds>(funds: T, amount: bigint): T {
  if (amount === 0n) return funds
  if (funds.shares === 0n) return withResidual(funds, amount)
  const earnings = earned(funds, funds.shares, amount)
  return { ...funds, ...earnings, revenue: funds.revenue + amount }
}

export function withResidual<T extends Funds>(funds: T, amount: bigint): T {
  return { ...funds, residual: funds.residual + amount }
}

/** Returns the part of some shares of what was not released. */
export function refunded<T extends Funds>(
  funds: T,
  part: bigint,
): { readonly funds: T; readonly amount: bigint } {
  if (part === 0n) return { funds, amount: 0n }
  const left = funds.raised - funds.released
  const amount = returnOf({ ...funds, left, shares: funds.raised }, part)
  const returnedShares = funds.returnedShares + part
  return { funds: { ...funds, returnedShares, returned: funds.returned + amount }, amount }
}

/** Claims what a holding earned. */
export function paidOut<T extends Funds, H extends Shareholding>(
  funds: T,
  holding: H,
): { readonly funds: T; readonly holding: H; readonly amount: bigint } {
  const now = counted(holding, funds)
  const amount = claimableDown(now)
  const after = { ...holding, ...claimed(now) }
  return {
    funds: { ...funds, revenueClaimed: funds.revenueClaimed + amount },
    holding: after,
    amount,
  }
}

/** Takes a holding out that has been refunded and paid; its fraction goes to nobody's shares. */
export function without<T extends Funds>(funds: T, { shares, numerator }: Shareholding): T {
  const common = counted(commonOf(funds), funds)
  const rest = funds.shares - shares
  const { earnedRemainder } = funds
  const loose = rest === 0n ? numerator + earnedRemainder : numerator
  return {
    ...funds,
    shares: rest,
    earnedRemainder: rest === 0n ? 0n : earnedRemainder,
    commonCountedTo: common.countedTo,
    commonNumerator: common.numerator + loose,
  }
}

/** Turns what nobody's shares have earned, and get back once the pool has ended, into residual. */
export function collected<T extends Funds>(funds: T, hasEnded: boolean): T {
  const returns =
    hasEnded && !funds.isCommonRefunded
      ? refunded({ ...funds, isCommonRefunded: true }, funds.commonShares)
      : { funds, amount: 0n }
  const { funds: after, holding, amount } = paidOut(returns.funds, commonOf(funds))
  return {
    ...after,
    residual: after.residual + returns.amount + amount,
    commonCountedTo: holding.countedTo,
    commonNumerator: holding.numerator,
  }
}

function commonOf({ commonShares, commonCountedTo, commonNumerator }: Funds): Shareholding {
  return { shares: commonShares, countedTo: commonCountedTo, numerator: commonNumerator }
}
