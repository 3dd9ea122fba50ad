/** Proved results of an account in a tier: six at most, in the order of rounds. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { places } from '../../common/state/places.js'
import { record, rest, text, u8, u32, u64, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import type { Result } from '../rules/aggregate.js'

export const resultsRecord = record({
  version: version(1),
  payerId: text,
  count: u8,
  places: rest,
})

const resultPlaces = places({ ordinal: u32, rank: u32, key: u64 }, 6)

export type Results = {
  /** Whose storage it takes. */
  readonly payerId: string
  readonly list: readonly Result[]
}

export function loadResults(tier: number, accountId: string): Results | undefined {
  const bytes = storageRead(`q:${tier}:${accountId}`)
  if (bytes === undefined) return undefined
  const { payerId, count, places } = resultsRecord.decode(bytes)
  const list = resultPlaces.decode(places, count)
  return { payerId, list: list.map((result) => ({ ...result, key: Number(result.key) })) }
}

export function saveResults(tier: number, accountId: string, { payerId, list }: Results): void {
  const places = resultPlaces.encode(list.map((result) => ({ ...result, key: BigInt(result.key) })))
  const bytes = resultsRecord.encode({ payerId, count: list.length, places })
  storageWrite(`q:${tier}:${accountId}`, bytes)
}

export function removeResults(tier: number, accountId: string): void {
  storageRemove(`q:${tier}:${accountId}`)
}

/** Does not change while the record lives. */
export function resultsBytes(tier: number, accountId: string, { payerId }: Results): bigint {
  const size = resultsRecord.size + payerId.length + resultPlaces.size
  return recordBytes(`q:${tier}:${accountId}`, size)
}
