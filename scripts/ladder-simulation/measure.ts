/** What a simulation came to, and the means over seeds. */
import { simulate, type World } from './engine.js'
import type { Scenario } from './scenario.js'

export type Outcome = {
  /** Of the 20 best who are there at the end, how many have a seat in the top tier. */
  readonly best20: number
  /** Part of the top-decile newcomers of months 25 to 40 who ever got a seat. */
  readonly newcomersSeated: number
  /** The day of the first seat in the top tier. */
  readonly firstTopDay: number
  /** The most seats of one tier that one model's accounts have at the end, and had at any turn of a season. */
  readonly seatsOfOneModel: number
  readonly everOfOneModel: number
  readonly held: readonly number[]
}

const newcomersFrom = 25
const newcomersTo = 40
/** Above it is a tenth of all skill. */
const topDecile = 1.281_551_6

export function outcomeOf({ scenario, ...world }: World): Outcome {
  const top = scenario.tiers.length - 1
  const best = [...world.people].sort((a, b) => b.skill - a.skill).slice(0, 20)
  const newcomers = world.all.filter(
    ({ joined, skill }) => joined >= newcomersFrom && joined <= newcomersTo && skill >= topDecile,
  )
  const clones = scenario.tiers.map(
    (_, tier) => world.people.filter((person) => person.isClone && person.tier === tier).length,
  )
  return {
    best20: best.filter(({ tier }) => tier === top).length,
    newcomersSeated:
      newcomers.filter(({ hasEverHadSeat }) => hasEverHadSeat).length / newcomers.length,
    firstTopDay: world.firstTopDay ?? Number.POSITIVE_INFINITY,
    seatsOfOneModel: Math.max(...clones.slice(1)),
    everOfOneModel: world.mostClonesInATier,
    held: world.tiers.map(({ held }) => held),
  }
}

export type Summary = {
  readonly scenario: Scenario
  readonly outcomes: readonly Outcome[]
  readonly best20: number
  readonly newcomersSeated: number
  readonly firstTopDay: number
  /** The greatest over the seeds. */
  readonly seatsOfOneModel: number
  readonly everOfOneModel: number
}

export function summarise(scenario: Scenario, seeds: readonly number[]): Summary {
  const outcomes = seeds.map((seed) => outcomeOf(simulate(scenario, seed)))
  const mean = (of: (outcome: Outcome) => number): number =>
    outcomes.reduce((sum, outcome) => sum + of(outcome), 0) / outcomes.length
  return {
    scenario,
    outcomes,
    best20: mean(({ best20 }) => best20),
    newcomersSeated: mean(({ newcomersSeated }) => newcomersSeated),
    firstTopDay: mean(({ firstTopDay }) => firstTopDay),
    seatsOfOneModel: Math.max(...outcomes.map(({ seatsOfOneModel }) => seatsOfOneModel)),
    everOfOneModel: Math.max(...outcomes.map(({ everOfOneModel }) => everOfOneModel)),
  }
}
