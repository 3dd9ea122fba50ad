/** Promotion out of a tier in a season: who stands, in a counting trie by aggregate. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { chainTrie } from '../../common/trie/on-chain.js'
import type { Trie } from '../../common/trie/store.js'
import { trieShareBytes } from '../limits.js'

export type Promotion = {
  /** Rounds that were known when the season began. */
  readonly rounds: number
  /** Candidates who were offered a seat or passed over, in order. */
  readonly considered: number
}

export type Standing = { readonly payerId: string; readonly key: number }

const version = 1
const promotionLayout = '144'
const standingLayout = '1s8'

export function loadPromotion(season: number, tier: number): Promotion | undefined {
  const bytes = storageRead(`p:${season}:${tier}`)
  if (bytes === undefined) return undefined
  const record = unpack(promotionLayout, bytes)
  return { rounds: record[1], considered: record[2] }
}

export function savePromotion(season: number, tier: number, promotion: Promotion): void {
  const { rounds, considered } = promotion
  storageWrite(`p:${season}:${tier}`, pack(promotionLayout, [version, rounds, considered]))
}

/** Candidates in order; keys are aggregates. */
export function candidates(season: number, tier: number): Trie {
  return chainTrie(`w:${season}:${tier}:`)
}

export function loadStanding(
  season: number,
  tier: number,
  accountId: string,
): Standing | undefined {
  const bytes = storageRead(keyOf(season, tier, accountId))
  if (bytes === undefined) return undefined
  const record = unpack(standingLayout, bytes)
  return { payerId: record[1], key: Number(record[2]) }
}

export function saveStanding(
  season: number,
  tier: number,
  accountId: string,
  standing: Standing,
): void {
  storageWrite(keyOf(season, tier, accountId), encode(standing))
}

export function removeStanding(season: number, tier: number, accountId: string): void {
  storageRemove(keyOf(season, tier, accountId))
}

/** The record and the account's part of the trie, at a flat rate. */
export function standingBytes(
  season: number,
  tier: number,
  accountId: string,
  standing: Standing,
): bigint {
  return recordBytes(keyOf(season, tier, accountId), encode(standing)) + trieShareBytes
}

function encode({ payerId, key }: Standing): Uint8Array {
  return pack(standingLayout, [version, payerId, BigInt(key)])
}

function keyOf(season: number, tier: number, accountId: string): string {
  return `y:${season}:${tier}:${accountId}`
}
