/** What each account has put into a competition's escrow. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'

const layout = '16'
const version = 1
const recordLength = 17

export function loadFunding(cid: string, accountId: string): bigint | undefined {
  const bytes = storageRead(keyOf(cid, accountId))
  return bytes === undefined ? undefined : unpack(layout, bytes)[1]
}

export function saveFunding(cid: string, accountId: string, amount: bigint): void {
  storageWrite(keyOf(cid, accountId), pack(layout, [version, amount]))
}

export function removeFunding(cid: string, accountId: string): void {
  storageRemove(keyOf(cid, accountId))
}

export function fundingBytes(cid: string, accountId: string): bigint {
  return BigInt(keyOf(cid, accountId).length + recordLength + 40)
}

function keyOf(cid: string, accountId: string): string {
  return `h:${cid}:${accountId}`
}
