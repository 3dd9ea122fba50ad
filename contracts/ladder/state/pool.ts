/** Pools. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import {
  bool,
  type RecordOf,
  record,
  text,
  u8,
  u16,
  u64,
  u128,
  u256,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'
import { stagesBytes } from './stages.js'

export const poolRecord = record({
  version: version(2),
  /** Whose storage it takes. */
  creatorId: text,
  managerId: text,
  token: u16,
  tier: u8,
  goal: u128,
  deadlineNs: u64,
  raised: u128,
  shares: u128,
  released: u128,
  returnedShares: u128,
  returned: u128,
  earnedPerShare: u256,
  earnedRemainder: u128,
  revenue: u128,
  revenueClaimed: u128,
  residual: u128,
  /** Number of the present stage. */
  stage: u8,
  commonShares: u128,
  commonCountedTo: u256,
  commonNumerator: u256,
  isCommonRefunded: bool,
  /** The pool that takes what nobody owns of this one, fixed when that began to collect; 0 for the tier's. */
  sweepTo: u64,
})

/** Its money is explained in `rules/funds.ts`. */
export type Pool = RecordOf<typeof poolRecord>

export const poolCountRecord = record({ lastId: u64 })

const countKey = 'm:'

export function nextPoolId(): bigint {
  const bytes = storageRead(countKey)
  const lastId = (bytes === undefined ? 0n : poolCountRecord.decode(bytes).lastId) + 1n
  storageWrite(countKey, poolCountRecord.encode({ lastId }))
  return lastId
}

export function loadPool(id: bigint): Pool | undefined {
  const bytes = storageRead(`m:${id}`)
  return bytes === undefined ? undefined : poolRecord.decode(bytes)
}

export function requirePool(id: bigint): Pool {
  return loadPool(id) ?? fail('ERR_POOL_NOT_FOUND', id)
}

export function savePool(id: bigint, pool: Pool): void {
  storageWrite(`m:${id}`, poolRecord.encode(pool))
}

/** What a pool and its stages take; the same for its whole life. */
export function poolBytes(id: bigint, { creatorId, managerId }: Pool): bigint {
  const size = poolRecord.size + creatorId.length + managerId.length
  return recordBytes(`m:${id}`, size) + stagesBytes(id)
}
