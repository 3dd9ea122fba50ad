/** What is simulated: the people, and the ladder they climb. */
import type { Movement } from '@research-hub/contracts/ladder/rules/movement'
import { readConfig } from '../config.js'

export type SimulatedTier = Movement & {
  readonly size: string
  readonly seats: number
  readonly bench: number
}

export type Scenario = {
  readonly name: string
  readonly tiers: readonly SimulatedTier[]
  readonly months: number
  readonly startPeople: number
  readonly newcomersAMonth: number
  /** Part of the people who leave for good in a month. */
  readonly quitShare: number
  /** Further accounts of one person with one model. */
  readonly clones: number
}

/** The model's fixed figures. */
export const model = {
  /** Deviation of a round's score around the skill. */
  noise: 0.5,
  attendance: 0.95,
  offerTaken: 0.97,
  monthsASeason: 3,
  daysAMonth: 30,
  /** Within a season, when candidates no longer stand; offers that nobody took lapse after the second. */
  standingDays: 7,
  offerDays: 3,
  /** Scores on chain are whole numbers. */
  scoreOfSkill0: 500_000,
  scoreADeviation: 60_000,
  /** A model that is not new must be better by one and a half times what a round's luck spreads. */
  epsilon: 45_000,
  cloneSkill: 2,
} as const

/** The tiers of `near.config.json`. */
export function configuredTiers(): SimulatedTier[] {
  return readConfig().contracts.ladder.tiers.map((tier) => ({ ...tier }))
}

export function scenarios(tiers: readonly SimulatedTier[]): Record<ScenarioName, Scenario> {
  const open = { tiers, months: 48, startPeople: 1000, newcomersAMonth: 80, clones: 0 }
  return {
    quit2: { ...open, name: 'two of a hundred quit a month', quitShare: 0.02 },
    quit0: { ...open, name: 'nobody quits', quitShare: 0 },
    smallLab: {
      ...open,
      name: 'small lab',
      startPeople: 120,
      newcomersAMonth: 10,
      quitShare: 0,
    },
    clones: { ...open, name: 'sixty clones', quitShare: 0.02, clones: 60 },
  }
}

export type ScenarioName = 'quit2' | 'quit0' | 'smallLab' | 'clones'
