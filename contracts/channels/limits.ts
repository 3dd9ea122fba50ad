/** Constants of the channels contract; `params` shows them. */
import { declareSource } from '../common/wire/source.js'
import { dayNs } from '../common/wire/time.js'

/** A close or a lower limit waits out a grace of at most 30 days; a week more to begin it. */
const upgradeDelayDays = 37n

export const version: string = declareSource({
  name: 'channels',
  version: '0.2.0',
  layout: 1,
  upgradeDelayNs: upgradeDelayDays * dayNs,
  standards: [],
})

/** 15 minutes to 30 days. */
export const minGraceS = 900
export const maxGraceS = 2_592_000

/** How far back `open_height` may lie; also how long the id of a closed channel is held. */
export const openWindowBlocks = 1200n

/** 0.001 NEAR: below it a channel costs more than it carries. Tokens have no minimum but one unit. */
export const minDepositYocto = 1_000_000_000_000_000_000_000n

export const maxFeeBps = 100

/** Lanes beside lane 0, each paid for at open. */
export const maxLanes = 64

/** A tenth of what a watchtower settles while the channel is closing. */
export const maxTipBps = 1000

/** All of the grace period. */
export const maxTipAfterBps = 10_000

/** In the terms of a payee. */
export const maxPayeeKeys = 8
export const maxPayeeAssets = 8

/** All of what is left after the fee. */
export const maxRoyaltyPpm = 1_000_000

export const maxTicks = 1024

/** Bits of what the guardian can pause. */
export const pauseBits = { open: 1 } as const
