/** What the ladder has to reach, as means over the seeds. */
export type { ScenarioName } from './scenario.js'

export const seeds: readonly number[] = Array.from({ length: 20 }, (_, at) => at + 1)
export const seedsText = `seeds ${seeds[0]} to ${seeds[seeds.length - 1]}`

export const targets = {
  quit2: { least: 10, aim: 13 },
  quit0: { least: 9, aim: 12 },
  smallLab: { least: 9, aim: 9 },
  newcomersSeated: 0.85,
  firstTopDay: 365,
  seatsOfOneModel: 1,
} as const

export type Targets = typeof targets
