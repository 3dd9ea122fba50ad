/** Constants of the ladder contract. */
import { declareSource } from '../common/wire/source.js'
import { dayNs } from '../common/wire/time.js'

/** A pool lasts a year at most; a week to act. */
const upgradeDelayDays = 372n

export const version: string = declareSource({
  name: 'ladder',
  version: '0.1.0',
  layout: 1,
  upgradeDelayNs: upgradeDelayDays * dayNs,
  standards: [
    { standard: 'nep171', version: '1.2.0' },
    { standard: 'nep177', version: '2.0.0' },
  ],
})

/** Only new pools can be paused: everything else lets money or seats move on, or keeps to a deadline. */
export const pauseBits = { pools: 2 } as const

export const minTiers = 2
export const maxTiers = 7
export const maxSeats = 100_000

/** An hour to a year. */
export const minSeasonS = 3600
export const maxSeasonS = 31_536_000

/** Offers and vetoes: a minute, for development chains, to 30 days. */
export const minWindowS = 60
export const maxWindowS = 2_592_000

/** Rounds that count towards an aggregate, which takes the best two of them. */
export const roundsInWindow = 3

/** How a tier moves its people unless its config says otherwise. */
export const usualMovement = {
  relegateBps: 1000,
  promoteBps: 3334,
  bar: 0,
  fastPlaces: 10,
} as const

/** At most half of a tier leaves it in a season. */
export const maxRelegateBps = 5000
export const maxFastPlaces = 1000

/** No more than one in so many of those ranked in a round is exceptional. */
export const exceptionalDivisor = 3

/** How many tiers above its own the fast lane reaches. */
export const fastLaneTiers = 2

/** Tier 0 has no seats: what the competition is told of an account without one. */
export const noTier = 0

/** Rounds without a result that make a strike, and strikes that end a seat. */
export const roundsPerStrike = 2
export const strikesToEvict = 2

/** How many seasons after its own a grant of credits lasts. */
export const creditSeasons = 1

/** How many seasons a proven cheat is barred from seats, that of the removal among them. */
export const barredSeasons = 4

export const maxStages = 8

/** The first season begins within a year of the set-up. */
export const latestGenesisNs: bigint = 365n * dayNs

/** A pool has ended a year after its opening, whatever its terms. */
export const longestPoolNs: bigint = 365n * dayNs

/** How long before they hold other pools and series are named. */
export const noticeNs: bigint = 7n * dayNs

/** Results of fewer than so many ranked entries count for no seat. */
export const leastRanked = 3

/** When money of a release that a competition may still return holds nobody in a pool any more. */
export const longestOutsideNs: bigint = 400n * dayNs

/**
 * What one candidate's part of the promotion trie may take, whatever the shape: an item with the
 * longest account id, a record of its own, its slot above, and its part of a chain of single children.
 */
export const trieShareBytes = 224n
