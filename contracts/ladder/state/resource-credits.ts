/** Resource credits of an account: two parts at most. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { record, u32, u128, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import type { CreditPart } from '../rules/credits.js'

/** An amount of zero for none. */
export const resourceCreditsRecord = record({
  version: version(1),
  firstSeason: u32,
  first: u128,
  secondSeason: u32,
  second: u128,
})

/** Undefined when the account has no record; its storage is the account's. */
export function loadParts(accountId: string): CreditPart[] | undefined {
  const bytes = storageRead(`x:${accountId}`)
  if (bytes === undefined) return undefined
  const { firstSeason, first, secondSeason, second } = resourceCreditsRecord.decode(bytes)
  const parts = [
    { season: firstSeason, amount: first },
    { season: secondSeason, amount: second },
  ]
  return parts.filter(({ amount }) => amount > 0n)
}

export function saveParts(accountId: string, [first, second]: readonly CreditPart[]): void {
  const bytes = resourceCreditsRecord.encode({
    firstSeason: first?.season ?? 0,
    first: first?.amount ?? 0n,
    secondSeason: second?.season ?? 0,
    second: second?.amount ?? 0n,
  })
  storageWrite(`x:${accountId}`, bytes)
}

export function removeParts(accountId: string): void {
  storageRemove(`x:${accountId}`)
}

export function partsBytes(accountId: string): bigint {
  return recordBytes(`x:${accountId}`, resourceCreditsRecord.size)
}
