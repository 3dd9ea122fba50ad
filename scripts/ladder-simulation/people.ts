/** People and the tiers they are in. */
import type { Result } from '@research-hub/contracts/ladder/rules/aggregate'

export type Person = {
  readonly id: number
  readonly skill: number
  /** The month in which they came, from 1. */
  readonly joined: number
  /** Whether it is an account of the person with many. */
  readonly isClone: boolean
  /** Where they have their seat; tier 0 takes none. */
  tier: number
  /** Rounds of the tier there had been when they got the seat. */
  roundsAtClaim: number
  hasEverHadSeat: boolean
  /** Results that may still count, by tier. */
  readonly results: Map<number, readonly Result[]>
}

/** A tier as the ladder counts it. */
export type TierState = {
  held: number
  /** How many were ranked in each round so far. */
  readonly ranked: number[]
}

export function newPerson(id: number, skill: number, joined: number, isClone: boolean): Person {
  return {
    id,
    skill,
    joined,
    isClone,
    tier: 0,
    roundsAtClaim: 0,
    hasEverHadSeat: false,
    results: new Map(),
  }
}

export function resultsOf(person: Person, tier: number): readonly Result[] {
  return person.results.get(tier) ?? []
}
