/** Shares of gross revenue in ppm. Pure. */

export const millionPpm = 1_000_000

/** What every part of an asset's revenue comes to; the four with `ownPpm` add up to a million. */
export type Shares = {
  readonly feePpm: number
  readonly poolPpm: number
  readonly stackPpm: number
}

export function ownPpm({ feePpm, poolPpm, stackPpm }: Shares): number {
  return millionPpm - feePpm - poolPpm - stackPpm
}

/** The part of everything earned so far, rounded down: splitting payments cannot change it. */
export function partDown(gross: bigint, ppm: number): bigint {
  return (gross * BigInt(ppm)) / 1_000_000n
}
