/** What an account has of a NEP-141 token: one record per account and token it holds. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u32, u128, version } from './record.js'
import { recordBytes } from './records.js'
import type { TokenIndex } from './totals.js'

export const creditRecord = record({
  version: version(2),
  amount: u128,
  /** Payments of it under way: what fails comes back here, so the record stays while there are any. */
  pending: u32,
})
export type TokenCredit = RecordOf<typeof creditRecord>

export function loadTokenCredit(token: TokenIndex, accountId: string): TokenCredit | undefined {
  const bytes = storageRead(keyOf(token, accountId))
  return bytes === undefined ? undefined : creditRecord.decode(bytes)
}

export function saveTokenCredit(token: TokenIndex, accountId: string, credit: TokenCredit): void {
  storageWrite(keyOf(token, accountId), creditRecord.encode(credit))
}

export function removeTokenCredit(token: TokenIndex, accountId: string): void {
  storageRemove(keyOf(token, accountId))
}

export function tokenCreditBytes(token: TokenIndex, accountId: string): bigint {
  return recordBytes(keyOf(token, accountId), creditRecord.size)
}

function keyOf(token: TokenIndex, accountId: string): string {
  return `b:${token}:${accountId}`
}
