/** Who may create series, besides the owner. */
import { storageHasKey, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack } from '../../common/state/record.js'

const version = 1

export function isCreator(accountId: string): boolean {
  return storageHasKey(`u:${accountId}`)
}

export function setCreator(accountId: string, isAllowed: boolean): void {
  if (isAllowed) storageWrite(`u:${accountId}`, pack('1', [version]))
  else storageRemove(`u:${accountId}`)
}
