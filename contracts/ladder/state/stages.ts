/** Stages of a pool, in the order of their deadlines. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { places } from '../../common/state/places.js'
import { record, rest, u8, u64, u128, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'
import { maxStages } from '../limits.js'
import type { StageTerms } from '../rules/pool.js'

export const stagesRecord = record({ version: version(1), count: u8, places: rest })

export const stagePlaces = places({ limit: u128, deadlineNs: u64 }, maxStages)

export function loadStages(poolId: bigint): StageTerms[] {
  const bytes = storageRead(`e:${poolId}`) ?? fail('ERR_POOL_NOT_FOUND', poolId)
  const { count, places } = stagesRecord.decode(bytes)
  return stagePlaces.decode(places, count)
}

export function saveStages(poolId: bigint, stages: readonly StageTerms[]): void {
  const bytes = stagesRecord.encode({ count: stages.length, places: stagePlaces.encode(stages) })
  storageWrite(`e:${poolId}`, bytes)
}

export function stagesBytes(poolId: bigint): bigint {
  return recordBytes(`e:${poolId}`, stagesRecord.size + stagePlaces.size)
}
