/** Promotion out of a tier in a season. Who stands is a counting trie by aggregate. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u32, version } from '../../common/state/record.js'
import { chainTrie } from '../../common/trie/on-chain.js'
import type { Trie } from '../../common/trie/store.js'

export const promotionRecord = record({
  version: version(1),
  /** Rounds that were known when the season began. */
  rounds: u32,
  /** Candidates who were offered a seat or passed over, in order. */
  considered: u32,
  /** Places at the end that were relegated or passed over. */
  relegated: u32,
})

export type Promotion = RecordOf<typeof promotionRecord>

export function loadPromotion(season: number, tier: number): Promotion | undefined {
  const bytes = storageRead(`p:${season}:${tier}`)
  return bytes === undefined ? undefined : promotionRecord.decode(bytes)
}

export function savePromotion(season: number, tier: number, promotion: Promotion): void {
  storageWrite(`p:${season}:${tier}`, promotionRecord.encode(promotion))
}

/** Candidates in order; keys are aggregates. */
export function candidates(season: number, tier: number): Trie {
  return chainTrie(`w:${season}:${tier}:`)
}
