/** Prize curve, bond slices, penalties. Pure; every division is floored and its rest has an owner. */

/** The weights of the prize places there are: as many as there are ranked entries, at most all. */
export function placesOf(ranked: number, weights: readonly number[]): number {
  return ranked < weights.length ? ranked : weights.length
}

export function weightSumOf(weights: readonly number[], places: number): number {
  let sum = 0
  for (let i = 0; i < places; i++) sum += weights[i] ?? 0
  return sum
}

/** A place's part of an amount, without the residual. */
export function shareDown(amount: bigint, weight: number, weightSum: number): bigint {
  return (amount * BigInt(weight)) / BigInt(weightSum)
}

/** What the floors leave of an amount. */
export function residualOf(amount: bigint, weights: readonly number[], places: number): bigint {
  const weightSum = weightSumOf(weights, places)
  let rest = amount
  for (let i = 0; i < places; i++) rest -= shareDown(amount, weights[i] ?? 0, weightSum)
  return rest
}

export function sliceDown(amount: bigint, bps: number): bigint {
  return (amount * BigInt(bps)) / 10_000n
}

/** A loss, at most the stake. */
export function penaltyDown(lossYocto: bigint, stakeYocto: bigint): bigint {
  return lossYocto < stakeYocto ? lossYocto : stakeYocto
}
