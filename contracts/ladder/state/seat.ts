/** Seats, by tier and account. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u32, u64, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export const seatRecord = record({
  version: version(1),
  season: u32,
  sinceNs: u64,
  /** Rounds of the tier there had been by then. */
  rounds: u32,
  /** The season for which the competition was last told. */
  announcedSeason: u32,
})

/** Its storage is the holder's. */
export type Seat = RecordOf<typeof seatRecord>

export function loadSeat(tier: number, accountId: string): Seat | undefined {
  const bytes = storageRead(`h:${tier}:${accountId}`)
  return bytes === undefined ? undefined : seatRecord.decode(bytes)
}

export function requireSeat(tier: number, accountId: string): Seat {
  return loadSeat(tier, accountId) ?? fail('ERR_NO_SEAT', accountId, tier)
}

export function saveSeat(tier: number, accountId: string, seat: Seat): void {
  storageWrite(`h:${tier}:${accountId}`, seatRecord.encode(seat))
}

export function removeSeat(tier: number, accountId: string): void {
  storageRemove(`h:${tier}:${accountId}`)
}

export function seatBytes(tier: number, accountId: string): bigint {
  return recordBytes(`h:${tier}:${accountId}`, seatRecord.size)
}
