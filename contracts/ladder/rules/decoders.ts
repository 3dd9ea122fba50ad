/** Decoders of the ladder's own arguments. */
import { base64Decode } from '@research-hub/compiler/host'
import { maxScore } from '../../common/trie/key.js'
import {
  accountId,
  type Decoder,
  integer,
  list,
  object,
  optional,
  text,
  u64,
  u128,
} from '../../common/wire/decode.js'
import { fail } from '../errors.js'
import {
  maxFastPlaces,
  maxRelegateBps,
  maxSeasonS,
  maxSeats,
  maxStages,
  maxTiers,
  maxWindowS,
  minSeasonS,
  minWindowS,
} from '../limits.js'

export const tierNumber: Decoder<number> = integer(0, maxTiers - 1)
/** Tier 0 has no seats to hold. */
export const seatTier: Decoder<number> = integer(1, maxTiers - 1)
export const seasonNumber: Decoder<number> = integer(0, 0x7fff_ffff)
export const count: Decoder<number> = integer(0, 0x7fff_ffff)

export const stageNumber: Decoder<number> = integer(0, maxStages - 1)

const maxProofCharacters = 14_000

/** Base64 of any length that a call can carry, as `competition.proof` gives it. */
export const proofBytes: Decoder<Uint8Array, string> = (value, name) => {
  const bytes = base64Decode(text(maxProofCharacters)(value, name))
  return bytes ?? fail('ERR_ARGS', name, 'not base64')
}

export const tierFields = {
  size: text(16),
  seats: integer(1, maxSeats),
  bench: integer(0, maxSeats),
  kappa_bps: integer(0, 10_000),
  entries: integer(1, 65_535),
  resources: count,
  relegate_bps: optional(integer(0, maxRelegateBps)),
  promote_bps: optional(integer(0, 10_000)),
  bar: optional(integer(0, maxScore)),
  fast_places: optional(integer(0, maxFastPlaces)),
}

const window = integer(minWindowS, maxWindowS)

export const initFields = {
  owner_id: accountId,
  guardian_id: accountId,
  competition_id: accountId,
  licensing_id: accountId,
  tiers: list(object(tierFields), maxTiers),
  season_s: integer(minSeasonS, maxSeasonS),
  standing_s: window,
  offer_s: window,
  veto_s: window,
  genesis_ns: optional(u64),
  identity_id: optional(accountId),
}

export const stageTerms = list(object({ limit: u128, deadline_ns: u64 }), maxStages)

export const tierAccount = { tier: tierNumber, account_id: accountId }
export const poolOnly = { pool_id: u64 }

export const poolRevenue = { pool_id: u64, outbox_id: u64 }
export const releaseReturn = { pool_id: u64, cid: u64, outbox_id: u64 }
