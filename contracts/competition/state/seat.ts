/** The seats that the ladder has told us of: one place for an account, whatever its tier. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u8, u16, u32, u64, version } from '../../common/state/record.js'

export const seatRecord = record({
  version: version(1),
  /** 0 when the account has no seat. */
  tier: u8,
  /** The season the ladder told it for. */
  season: u32,
  /** The notification that told it: an older one changes nothing. */
  toldBy: u64,
  /** Entries the seat has in a season, and those used in `season`. */
  entries: u16,
  used: u16,
})

export type Seat = RecordOf<typeof seatRecord>

/** What is known of an account's seat, which may have ended. */
export function seatOf(accountId: string): Seat | undefined {
  const bytes = storageRead(`y:${accountId}`)
  return bytes === undefined ? undefined : seatRecord.decode(bytes)
}

/** An account's seat when it is one of that tier, which is none that has ended. */
export function loadSeat(tier: number, accountId: string): Seat | undefined {
  const seat = seatOf(accountId)
  return tier > 0 && seat?.tier === tier ? seat : undefined
}

export function saveSeat(accountId: string, seat: Seat): void {
  storageWrite(`y:${accountId}`, seatRecord.encode(seat))
}
