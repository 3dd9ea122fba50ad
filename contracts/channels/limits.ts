/** Constants of the channels contract; `params` shows them. */
export const version = '0.1.0'

export const nearToken = 'near'

/** 15 minutes to 30 days. */
export const minGraceS = 900
export const maxGraceS = 2_592_000

/** How far back `open_height` may lie; also how long the id of a closed channel is held. */
export const openWindowBlocks = 1200n

/** 0.001 NEAR: below it a channel costs more than it carries. */
export const minDepositYocto = 1_000_000_000_000_000_000_000n

export const maxFeeBps = 100

/** Bits of what the guardian can pause. */
export const features = { open: 1 } as const
