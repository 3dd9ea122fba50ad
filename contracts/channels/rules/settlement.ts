/** Arithmetic of settling and ending a channel. Pure; `raise.ts` does the same on packed records. */

/** How everything settled so far is shared out; each part only grows with the total. */
export type Shares = {
  readonly fee: bigint
  readonly royalty: bigint
  readonly payee: bigint
}

export type Rates = { readonly feeBps: number; readonly royaltyPpm: number }

/**
 * The fee on the total, rounded down, and of what is left the royalty, rounded down: both depend on
 * the total alone, so splitting payments changes nothing, and no part ever shrinks.
 */
export function sharesDown(total: bigint, { feeBps, royaltyPpm }: Rates): Shares {
  const fee = (total * BigInt(feeBps)) / 10_000n
  const royalty = ((total - fee) * BigInt(royaltyPpm)) / 1_000_000n
  return { fee, royalty, payee: total - fee - royalty }
}

/** What moving the settled total from one amount to a higher one pays to each. */
export function sharesBetween(before: bigint, after: bigint, rates: Rates): Shares {
  const old = sharesDown(before, rates)
  const now = sharesDown(after, rates)
  return {
    fee: now.fee - old.fee,
    royalty: now.royalty - old.royalty,
    payee: now.payee - old.payee,
  }
}

/** The settled total once a lane stands at `cumulative`. */
export function totalWith(settled: bigint, laneSettled: bigint, cumulative: bigint): bigint {
  return cumulative > laneSettled ? settled + (cumulative - laneSettled) : settled
}

/** What a refund of `amount` really frees: never what is settled. */
export function refundable(deposit: bigint, settled: bigint, amount: bigint): bigint {
  const free = deposit - settled
  return amount < free ? amount : free
}
