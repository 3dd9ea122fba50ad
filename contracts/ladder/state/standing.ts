/** Who stands for promotion out of a tier in a season, and under which key of the trie. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { record, text, u64, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { trieShareBytes } from '../limits.js'

export const standingRecord = record({ version: version(1), payerId: text, key: u64 })

export type Standing = { readonly payerId: string; readonly key: number }

export function loadStanding(
  season: number,
  tier: number,
  accountId: string,
): Standing | undefined {
  const bytes = storageRead(keyOf(season, tier, accountId))
  if (bytes === undefined) return undefined
  const { payerId, key } = standingRecord.decode(bytes)
  return { payerId, key: Number(key) }
}

export function saveStanding(
  season: number,
  tier: number,
  accountId: string,
  { payerId, key }: Standing,
): void {
  const bytes = standingRecord.encode({ payerId, key: BigInt(key) })
  storageWrite(keyOf(season, tier, accountId), bytes)
}

export function removeStanding(season: number, tier: number, accountId: string): void {
  storageRemove(keyOf(season, tier, accountId))
}

/** The record and the account's part of the trie, at a flat rate. */
export function standingBytes(
  season: number,
  tier: number,
  accountId: string,
  { payerId }: Standing,
): bigint {
  const size = standingRecord.size + payerId.length
  return recordBytes(keyOf(season, tier, accountId), size) + trieShareBytes
}

function keyOf(season: number, tier: number, accountId: string): string {
  return `y:${season}:${tier}:${accountId}`
}
