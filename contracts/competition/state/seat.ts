/** Seats the ladder has told us of. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'

/** The last season of an account's seat in a tier. */
export function loadSeat(tier: number, accountId: string): number | undefined {
  const bytes = storageRead(`y:${tier}:${accountId}`)
  return bytes === undefined ? undefined : unpack('4', bytes)[0]
}

export function saveSeat(tier: number, accountId: string, season: number): void {
  storageWrite(`y:${tier}:${accountId}`, pack('4', [season]))
}
