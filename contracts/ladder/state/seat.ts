/** Seats, by account: there is one place for an account's seat, whatever its tier. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u8, u32, u64, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export const seatRecord = record({
  version: version(1),
  tier: u8,
  season: u32,
  sinceNs: u64,
  /** Rounds of the tier there had been by then. */
  rounds: u32,
  /** The season for which the competition was last told. */
  announcedSeason: u32,
})

/** Its storage is the holder's. */
export type Seat = RecordOf<typeof seatRecord>

export function seatOf(accountId: string): Seat | undefined {
  const bytes = storageRead(`h:${accountId}`)
  return bytes === undefined ? undefined : seatRecord.decode(bytes)
}

/** An account's seat when it is one of that tier. */
export function loadSeat(tier: number, accountId: string): Seat | undefined {
  const seat = seatOf(accountId)
  return seat?.tier === tier ? seat : undefined
}

export function requireSeat(tier: number, accountId: string): Seat {
  return loadSeat(tier, accountId) ?? fail('ERR_NO_SEAT', accountId, tier)
}

/** Where an account takes part: the tier of its seat, or tier 0. */
export function requirePlaceIn(tier: number, accountId: string): void {
  const seat = seatOf(accountId)
  if (tier > 0 && seat?.tier !== tier) fail('ERR_NO_SEAT', accountId, tier)
  if (tier === 0 && seat !== undefined) fail('ERR_HAS_SEAT', accountId, seat.tier)
}

export function saveSeat(accountId: string, seat: Seat): void {
  storageWrite(`h:${accountId}`, seatRecord.encode(seat))
}

export function removeSeat(accountId: string): void {
  storageRemove(`h:${accountId}`)
}

export function seatBytes(accountId: string): bigint {
  return recordBytes(`h:${accountId}`, seatRecord.size)
}
