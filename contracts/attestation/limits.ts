/** Constants of the attestation contract; `params` shows them. */
import { declareSource } from '../common/wire/source.js'
import { dayNs } from '../common/wire/time.js'

/** A worker's storage is kept for 90 days after its end; a week to act. */
const upgradeDelayDays = 97n

export const version: string = declareSource({
  name: 'attestation',
  version: '0.1.0',
  layout: 1,
  upgradeDelayNs: upgradeDelayDays * dayNs,
  standards: [],
})

/** The one bit of `pause`: `register`. What a running worker needs, and what ends or frees, is never paused. */
export const pauseBits = { register: 1 } as const

export const minTimelockS = 3_600
export const maxTimelockS = 2_592_000

/** A new beacon at most every ten minutes; the last twelve are kept; a quote's is at most two hours old. */
export const beaconIntervalS = 600
export const keptBeacons = 12
export const maxBeaconAgeS = 7_200

export const minValidityS = 3_600
export const maxValidityS = 2_592_000

/** How long after its end a worker's record stays, for `was_valid_at`: 90 days. */
export const forgetAfterS = 7_776_000
/** Spans that one call of `forget` removes. */
export const forgottenSpans = 6

export const maxGraceS = 2_592_000
/** Items of each of a policy's lists. */
export const maxListed = 16
/** Service TDs that a policy may allow. */
export const maxServiceTds = 4
/** Workers of a policy on one machine. */
export const maxPerMachine = 16
/** Past intervals of a denial, and of a measurement: what would begin one more is refused. */
export const maxPast = 16
/** Certificates of one role side by side. */
export const maxCertificates = 4
export const maxPage = 50
/** Longest reason of an end. Every worker's record has room for it, so that ending one costs it nothing. */
export const maxReason = 100

/** Intel's standard update is the newest one whose recovery event is this old. */
export const standardAfterS = 31_536_000

/** x and y of the key of Intel's SGX root CA. */
export const intelRootKey =
  '0ba9c4c0c0c86193a3fe23d6b02cda10a8bbd4e88e48b4458561a36e705525f567918e2edc88e40d860bd0cc4ee26aacc988e505a953558c453f6b0904ae7394'
