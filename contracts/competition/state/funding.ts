/** What each account has put into a competition's escrow. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { record, u128, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'

export const fundingRecord = record({ version: version(1), amount: u128 })

export function loadFunding(cid: string, accountId: string): bigint | undefined {
  const bytes = storageRead(keyOf(cid, accountId))
  return bytes === undefined ? undefined : fundingRecord.decode(bytes).amount
}

export function saveFunding(cid: string, accountId: string, amount: bigint): void {
  storageWrite(keyOf(cid, accountId), fundingRecord.encode({ amount }))
}

export function removeFunding(cid: string, accountId: string): void {
  storageRemove(keyOf(cid, accountId))
}

export function fundingBytes(cid: string, accountId: string): bigint {
  return recordBytes(keyOf(cid, accountId), fundingRecord.size)
}

function keyOf(cid: string, accountId: string): string {
  return `h:${cid}:${accountId}`
}
