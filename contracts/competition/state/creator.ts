/** Who may create series, besides the owner. */
import { storageHasKey, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { record, version } from '../../common/state/record.js'

export const creatorRecord = record({ version: version(1) })

export function isCreator(accountId: string): boolean {
  return storageHasKey(`u:${accountId}`)
}

export function setCreator(accountId: string, isAllowed: boolean): void {
  if (isAllowed) storageWrite(`u:${accountId}`, creatorRecord.encode({}))
  else storageRemove(`u:${accountId}`)
}
