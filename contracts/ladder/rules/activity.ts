/** Inactivity: rounds of a tier that went by without a result of the holder. Pure. */
import { roundsPerStrike, strikesToEvict } from '../limits.js'

/** Rounds that had come when the holder was last active: at the claim or in its newest result. */
export function activeUntil(roundsAtClaim: number, newestOrdinal: number | undefined): number {
  return newestOrdinal === undefined ? roundsAtClaim : Math.max(roundsAtClaim, newestOrdinal + 1)
}

export function strikes(active: number, rounds: number): number {
  return Math.max(0, Math.floor((rounds - active) / roundsPerStrike))
}

/** Ordinal of the round whose passing makes the last strike. */
export function evictingOrdinal(active: number): number {
  return active + roundsPerStrike * strikesToEvict - 1
}
