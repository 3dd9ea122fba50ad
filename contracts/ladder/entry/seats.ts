/** Offers and seats. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { accountId, decodeArgs, integer, optional, text } from '../../common/wire/decode.js'
import * as seating from '../actions/seating.js'
import { fail } from '../errors.js'
import type * as wire from '../interface.js'
import { count, seatTier, tierNumber } from '../rules/decoders.js'

const seatAccount = { tier: seatTier, account_id: accountId }
const seatTransfer = {
  receiver_id: accountId,
  token_id: text(128),
  approval_id: optional(count),
  memo: optional(text(1024)),
}

/**
 * Offers free seats to the next candidates and returns how many. Anyone; takes the caller's storage
 * until each offer is claimed or expires. Errors: ERR_OFFERS_CLOSED, ERR_NO_FREE_SEAT,
 * ERR_RELEGATION_DUE, ERR_NO_CANDIDATE, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function offer_seats(raw: RawArgs<wire.OfferSeatsArgs> = input()): number {
  refuseDeposit('offer_seats')
  const args = decodeArgs(raw, { tier: seatTier, limit: optional(integer(1, 7)) })
  return reply(seating.offerSeats(args.tier, args.limit ?? 1))
}

/**
 * Takes back an offer that was not claimed in time; its seat goes to the next candidate. Anyone.
 * Errors: ERR_NO_OFFER, ERR_OFFER_HOLDS.
 */
export function expire_offer(raw: RawArgs<wire.TierAccountArgs> = input()): void {
  refuseDeposit('expire_offer')
  const args = decodeArgs(raw, seatAccount)
  seating.expireOffer(args.tier, args.account_id)
}

/**
 * Turns the caller's offer into a seat, giving the one below up, and tells the competition. Returns the
 * token id. Errors: ERR_NO_OFFER, ERR_OFFER_EXPIRED, ERR_NO_SEAT, ERR_HAS_SEAT, ERR_NOT_REGISTERED,
 * ERR_STORAGE_SHORT.
 */
export function claim_seat(raw: RawArgs<wire.TierArgs> = input()): string {
  refuseDeposit('claim_seat')
  return reply(seating.claimSeat(decodeArgs(raw, { tier: seatTier }).tier))
}

/**
 * Gives the caller, among the best of both of the tier's last two rounds, a free seat up to two tiers
 * above at once, and tells the competition. Returns the token id. Errors: ERR_TOP_TIER, ERR_NO_SEAT,
 * ERR_HAS_SEAT, ERR_NOT_EXCEPTIONAL, ERR_NO_FREE_SEAT, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function claim_fast_seat(raw: RawArgs<wire.TierArgs> = input()): string {
  refuseDeposit('claim_fast_seat')
  return reply(seating.claimFastSeat(decodeArgs(raw, { tier: tierNumber }).tier))
}

/**
 * Moves the lowest of those who stand in a tier one tier down, or out where no seat is free; one place
 * a call. Anyone, once standing is over. Errors: ERR_OFFERS_CLOSED,
 * ERR_RELEGATION_DUE, ERR_NO_RELEGATION.
 */
export function relegate(raw: RawArgs<wire.TierArgs> = input()): void {
  refuseDeposit('relegate')
  seating.relegate(decodeArgs(raw, { tier: seatTier }).tier)
}

/**
 * Tells the competition of a seat for the present season, once. Anyone. Errors: ERR_NO_SEAT,
 * ERR_ANNOUNCED.
 */
export function announce_seat(raw: RawArgs<wire.TierAccountArgs> = input()): void {
  refuseDeposit('announce_seat')
  const args = decodeArgs(raw, seatAccount)
  seating.announceSeat(args.tier, args.account_id)
}

/**
 * Gives the caller's seat up. Errors: ERR_NO_SEAT.
 */
export function resign(raw: RawArgs<wire.TierArgs> = input()): void {
  refuseDeposit('resign')
  seating.resign(decodeArgs(raw, { tier: seatTier }).tier)
}

/**
 * Ends the seat of an inactive holder. Anyone. Errors: ERR_NO_SEAT, ERR_ACTIVE.
 */
export function evict(raw: RawArgs<wire.TierAccountArgs> = input()): void {
  refuseDeposit('evict')
  const args = decodeArgs(raw, seatAccount)
  seating.evict(args.tier, args.account_id)
}

/**
 * Always refused: seats are soul-bound. Errors: ERR_SOUL_BOUND.
 * @payable
 */
export function nft_transfer(raw: RawArgs<wire.NftTransferArgs> = input()): void {
  fail('ERR_SOUL_BOUND', decodeArgs(raw, seatTransfer).token_id)
}

/**
 * Always refused: seats are soul-bound. Errors: ERR_SOUL_BOUND.
 * @payable
 */
export function nft_transfer_call(raw: RawArgs<wire.NftTransferCallArgs> = input()): void {
  const args = decodeArgs(raw, { ...seatTransfer, msg: optional(text(4096)) })
  fail('ERR_SOUL_BOUND', args.token_id)
}
