/** Seats the ladder has told us of. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { record, u32 } from '../../common/state/record.js'

export const seatRecord = record({ season: u32 })

/** The last season of an account's seat in a tier. */
export function loadSeat(tier: number, accountId: string): number | undefined {
  const bytes = storageRead(`y:${tier}:${accountId}`)
  return bytes === undefined ? undefined : seatRecord.decode(bytes).season
}

export function saveSeat(tier: number, accountId: string, season: number): void {
  storageWrite(`y:${tier}:${accountId}`, seatRecord.encode({ season }))
}
