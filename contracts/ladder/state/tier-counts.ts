/** What a tier counts as it goes. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { record, u32, u64, version } from '../../common/state/record.js'
import { fail } from '../errors.js'
import type { TierCounts } from '../rules/tiers.js'

export const tierCountsRecord = record({
  version: version(2),
  rounds: u32,
  season: u32,
  roundsAtSeasonStart: u32,
  held: u32,
  offered: u32,
  nextPoolId: u64,
  comingPoolId: u64,
  comingFromNs: u64,
})

export function requireCounts(tier: number): TierCounts {
  return tierCountsRecord.decode(storageRead(`n:${tier}`) ?? fail('ERR_TIER_UNKNOWN', tier))
}

export function saveCounts(tier: number, counts: TierCounts): void {
  storageWrite(`n:${tier}`, tierCountsRecord.encode(counts))
}
