/** Constants of the competition contract. */
import { declareSource } from '../common/wire/source.js'
import { dayNs } from '../common/wire/time.js'

/** A round lasts 60 days at most, an evaluator's bond 14 days more; a week to act. */
const upgradeDelayDays = 81n

export const version: string = declareSource({
  name: 'competition',
  version: '0.1.0',
  layout: 1,
  upgradeDelayNs: upgradeDelayDays * dayNs,
  standards: [],
})

/** Bits of what the guardian can pause: only what starts something new, never a step that has a deadline. */
export const pauseBits = { roll: 1, create: 2 } as const

export const maxConfigBytes = 4096
export const maxBenchmarks = 16
/** Named in a configuration; a committee is drawn from those of them that enrol. */
export const maxEvaluators = 15
export const minCommittee = 3
export const maxCommittee = 7
export const maxPlaces = 64
export const pageLimit = 50
/** What 6 Tgas are enough for, at the longest names. */
export const admitLimit = 16
export const denyLimit = 7

const dayS = 86_400
export const minPeriodS: number = dayS
export const yearS: number = 365 * dayS

/** Seconds each phase lasts at least and at most: nobody is hurried past a deadline, nobody's money waits for ever. */
export const durations = {
  draft_s: [600, 30 * dayS],
  registration_s: [600, 30 * dayS],
  commit_s: [600, 30 * dayS],
  reveal_s: [600, 7 * dayS],
  seed_delay_s: [60, 7 * dayS],
  eval_commit_s: [600, 14 * dayS],
  eval_reveal_s: [600, 7 * dayS],
  challenge_s: [600, 7 * dayS],
  tally_s: [600, 7 * dayS],
  keep_s: [dayS, 90 * dayS],
} as const satisfies Readonly<Record<string, readonly [least: number, most: number]>>

/** From a roll to the last time at which results can be made final or called off. */
export const maxRoundS: number = 60 * dayS

export const maxFeeBps = 2000
/** What a place left after registration, or an entry without a reveal, costs of the bond at least. */
export const minForfeitBps = 100
export const minQuorumBps = 5000
/** An eighth of all scores: wider, and nothing would ever be an outlier. */
export const maxTolerance = 131_071

export const unbondDelayS: number = 14 * dayS
/** How long an evaluator's record outlives its last round, and a ranked artefact's protection its competition. */
export const recordS: number = yearS

/** A pool of the ladder gives a competition at least one part in so many of its prize. */
export const leastRelease = 100n
