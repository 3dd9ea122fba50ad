import { benchmarkRange, millionths } from './models.js'

export const near1 = 10n ** 24n

const day = 86_400

/** The monthly contest of the smallest tier, as the season runs it. */
export const tierZeroRules = {
  title: 'Tiny models, 0.5B rules',
  tier: 0,
  maxParams: 500_000_000n,
  maxTokens: 10_000_000_000n,
  maxBytes: 2_000_000_000n,
  maxFlops: 10n ** 21n,
  licences: ['MIT', 'Apache-2.0'],
  benchmarks: [
    {
      id: 'held-out-bits-per-byte',
      weightBps: 10_000,
      direction: 'lower',
      low: benchmarkRange.best * millionths,
      high: benchmarkRange.worst * millionths,
    },
  ],
  token: 'NEAR',
  prize: 20n * near1,
  prizeWeights: [5, 3, 2],
  minRanked: 3,
  bond: near1,
  forfeitBps: 1000,
  belowBaselineBps: 2000,
  baseline: 400_000,
  admission: 'open',
  maxEntrants: 1000,
  minSeason: 0,
  resourceCredits: 1000n,
  evaluatorBond: near1,
  nonRevealPenalty: near1 / 10n,
  outlierPenalty: near1 / 20n,
  evaluatorFeeBps: 500,
  committee: 3,
  reserves: 2,
  quorumBps: 9000,
  tolerance: 20_000,
  draftS: 10 * day,
  registrationS: 3 * day,
  commitS: 14 * day,
  revealS: day,
  seedDelayS: 3600,
  evalCommitS: 2 * day,
  evalRevealS: day,
  challengeS: day,
  tallyS: day,
  keepS: 60 * day,
} as const

/** A month between rounds. */
export const periodS = 30 * day

/** What the ladder reckons in: a season holds two rounds. */
export const ladderTimes = {
  seasonS: 60 * day,
  standingS: 5 * day,
  offerS: 3 * day,
  vetoS: day,
} as const
