/** Offers and seats, by tier and account. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export type Offer = {
  readonly season: number
  readonly deadlineNs: bigint
  /** Whose storage it takes. */
  readonly payerId: string
}

/** Its storage is the holder's. */
export type Seat = {
  readonly season: number
  readonly sinceNs: bigint
  /** Rounds of the tier there had been by then. */
  readonly rounds: number
  /** The season for which the competition was last told. */
  readonly announcedSeason: number
}

const version = 1
const offerLayout = '148s'
const seatLayout = '14844'

export function loadOffer(tier: number, accountId: string): Offer | undefined {
  const bytes = storageRead(`f:${tier}:${accountId}`)
  if (bytes === undefined) return undefined
  const record = unpack(offerLayout, bytes)
  return { season: record[1], deadlineNs: record[2], payerId: record[3] }
}

export function requireOffer(tier: number, accountId: string): Offer {
  return loadOffer(tier, accountId) ?? fail('ERR_NO_OFFER', accountId, tier)
}

/** Saves an offer and returns the storage bytes it takes. */
export function saveOffer(tier: number, accountId: string, offer: Offer): bigint {
  storageWrite(`f:${tier}:${accountId}`, encodeOffer(offer))
  return offerBytes(tier, accountId, offer)
}

/** Removes an offer and returns the storage bytes it took. */
export function removeOffer(tier: number, accountId: string, offer: Offer): bigint {
  storageRemove(`f:${tier}:${accountId}`)
  return offerBytes(tier, accountId, offer)
}

export function loadSeat(tier: number, accountId: string): Seat | undefined {
  const bytes = storageRead(`h:${tier}:${accountId}`)
  if (bytes === undefined) return undefined
  const record = unpack(seatLayout, bytes)
  return { season: record[1], sinceNs: record[2], rounds: record[3], announcedSeason: record[4] }
}

export function requireSeat(tier: number, accountId: string): Seat {
  return loadSeat(tier, accountId) ?? fail('ERR_NO_SEAT', accountId, tier)
}

export function saveSeat(tier: number, accountId: string, seat: Seat): void {
  const { season, sinceNs, rounds, announcedSeason } = seat
  storageWrite(
    `h:${tier}:${accountId}`,
    pack(seatLayout, [version, season, sinceNs, rounds, announcedSeason]),
  )
}

export function removeSeat(tier: number, accountId: string): void {
  storageRemove(`h:${tier}:${accountId}`)
}

export function seatBytes(tier: number, accountId: string): bigint {
  return recordBytes(`h:${tier}:${accountId}`, pack(seatLayout, [version, 0, 0n, 0, 0]))
}

function offerBytes(tier: number, accountId: string, offer: Offer): bigint {
  return recordBytes(`f:${tier}:${accountId}`, encodeOffer(offer))
}

function encodeOffer({ season, deadlineNs, payerId }: Offer): Uint8Array {
  return pack(offerLayout, [version, season, deadlineNs, payerId])
}
