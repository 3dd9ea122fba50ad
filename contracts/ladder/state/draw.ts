/** The season in which an account last drew its seat's resources, whatever became of the seat. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { record, u32, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'

export const drawRecord = record({ version: version(1), season: u32 })

export function lastDraw(accountId: string): number | undefined {
  const bytes = storageRead(`xd:${accountId}`)
  return bytes === undefined ? undefined : drawRecord.decode(bytes).season
}

export function saveDraw(accountId: string, season: number): void {
  storageWrite(`xd:${accountId}`, drawRecord.encode({ season }))
}

export function removeDraw(accountId: string): void {
  storageRemove(`xd:${accountId}`)
}

/** Its storage is the account's. */
export function drawBytes(accountId: string): bigint {
  return recordBytes(`xd:${accountId}`, drawRecord.size)
}
