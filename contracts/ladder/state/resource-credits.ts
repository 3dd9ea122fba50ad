/** Resource credits of an account: two parts at most, an amount of zero for none. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { places } from '../../common/state/places.js'
import { record, rest, u32, u128, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import type { CreditPart } from '../rules/credits.js'

export const resourceCreditsRecord = record({ version: version(1), places: rest })

const maxParts = 2
const partPlaces = places({ season: u32, amount: u128 }, maxParts)

/** Undefined when the account has no record; its storage is the account's. */
export function loadParts(accountId: string): CreditPart[] | undefined {
  const bytes = storageRead(`x:${accountId}`)
  if (bytes === undefined) return undefined
  const parts = partPlaces.decode(resourceCreditsRecord.decode(bytes).places, maxParts)
  return parts.filter(({ amount }) => amount > 0n)
}

export function saveParts(accountId: string, parts: readonly CreditPart[]): void {
  storageWrite(`x:${accountId}`, resourceCreditsRecord.encode({ places: partPlaces.encode(parts) }))
}

export function removeParts(accountId: string): void {
  storageRemove(`x:${accountId}`)
}

export function partsBytes(accountId: string): bigint {
  return recordBytes(`x:${accountId}`, resourceCreditsRecord.size + partPlaces.size)
}
