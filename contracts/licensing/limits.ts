/** Constants of the licensing contract; `params` shows those that users meet. */
import { declareSource } from '../common/wire/source.js'
import { dayNs } from '../common/wire/time.js'

/** A share that the ladder refuses, or an asset that nobody accepts, waits 90 days, a tag or a draft 30; a week to act. */
const upgradeDelayDays = 97n

export const version: string = declareSource({
  name: 'licensing',
  version: '0.1.0',
  layout: 1,
  upgradeDelayNs: upgradeDelayDays * dayNs,
  standards: [
    { standard: 'nep171', version: '1.2.0' },
    { standard: 'nep177', version: '2.1.0' },
    { standard: 'nep181', version: '1.0.0' },
  ],
})

export const maxFeePpm = 50_000
export const maxPoolPpm = 200_000
export const maxStackPpm = 500_000
export const maxResalePpm = 100_000
export const maxParents = 16
export const maxAncestors = 64
export const maxInlineShares = 10

/** Anyone may open this many flows of an asset, its owner twice as many. */
export const maxFlows = 16

/** Leaves of a split tree: proofs stay below 24 siblings. */
export const maxContributors = 10_000_000
export const maxProof = 24

export const maxEpoch = 65_535

/** Anyone may seal a draft after this, so that what it earned gets out. */
export const sealAfterNs: bigint = 30n * dayNs
/** The same for assets whose owner has not accepted them. */
export const pendingAfterNs: bigint = 90n * dayNs
/** A pool share that the ladder refused for this long goes to the treasury. */
export const forwardExpiresNs: bigint = 90n * dayNs

export const maxTagS = 2_592_000
/** Payouts are open at least this long between two tags. */
export const tagPauseNs: bigint = 7n * dayNs

/** A new split is known that long before it holds, so that everybody can bring home what the old one earned. */
export const splitNoticeNs: bigint = 7n * dayNs
/** Money that comes late within a day counts as earned when the oldest of it was. */
export const lateGroupNs: bigint = dayNs

/** Bits of `pause`: what begins something, never what lets money out or settles what has begun. */
export const pauseBits = { register: 1, sell: 4 } as const

export const pageLimit = 50

/** How long before it holds another pool is named. */
export const poolNoticeNs: bigint = 7n * dayNs
