/** Constants of the attestation contract; `params` shows them. */
import { declareSource } from '../common/wire/source.js'

export const version: string = declareSource('0.1.0')

/** Bits of `pause`: `register` and `renew`; uploads of collateral. Nothing that ends or frees is among them. */
export const pauseBits = { register: 1, collateral: 2 } as const

export const minTimelockS = 3_600
export const maxTimelockS = 2_592_000

/** A new beacon at most every ten minutes; the last twelve are kept; a quote's is at most two hours old. */
export const beaconIntervalS = 600
export const keptBeacons = 12
export const maxBeaconAgeS = 7_200

export const minValidityS = 3_600
export const maxValidityS = 2_592_000

/** Spans of validity kept for `was_valid_at`. */
export const keptSpans = 12

/** How long after its end a worker's record stays, for `was_valid_at`: 90 days. */
export const forgetAfterS = 7_776_000

export const maxGraceS = 2_592_000
/** Items of each of a policy's lists. */
export const maxListed = 16
export const maxPage = 50
