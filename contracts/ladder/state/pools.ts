/** Pools and their stages. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import {
  bool,
  pack,
  record,
  text,
  u8,
  u16,
  u64,
  u128,
  u256,
  unpack,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import type { TokenIndex } from '../../common/state/totals.js'
import { fail } from '../errors.js'
import { maxStages } from '../limits.js'
import type { Funds } from '../rules/funds.js'
import type { StageTerms } from '../rules/pool.js'

export type Pool = Funds & {
  /** Whose storage it takes. */
  readonly creatorId: string
  readonly managerId: string
  readonly token: TokenIndex
  readonly tier: number
  readonly deadlineNs: bigint
  /** Number of the present stage. */
  readonly stage: number
}

const poolRecord = record({
  version: version(1),
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
  earningsPerShare: u256,
  earningsRemainder: u128,
  revenue: u128,
  revenueClaimed: u128,
  residual: u128,
  stage: u8,
  commonShares: u128,
  commonCountedTo: u256,
  commonNumerator: u256,
  isCommonRefunded: bool,
})
const stagesLayout = '116868686868686868'
const countKey = 'm:'

export function nextPoolId(): bigint {
  const bytes = storageRead(countKey)
  const id = (bytes === undefined ? 0n : unpack('8', bytes)[0]) + 1n
  storageWrite(countKey, pack('8', [id]))
  return id
}

export function loadPool(id: bigint): Pool | undefined {
  const bytes = storageRead(`m:${id}`)
  if (bytes === undefined) return undefined
  const {
    earningsPerShare,
    earningsRemainder,
    commonShares,
    commonCountedTo,
    commonNumerator,
    ...pool
  } = poolRecord.decode(bytes)
  return {
    ...pool,
    earnings: { perShare: earningsPerShare, remainder: earningsRemainder },
    common: { shares: commonShares, countedTo: commonCountedTo, numerator: commonNumerator },
  }
}

export function requirePool(id: bigint): Pool {
  return loadPool(id) ?? fail('ERR_POOL_NOT_FOUND', id)
}

export function savePool(id: bigint, pool: Pool): void {
  storageWrite(`m:${id}`, encodePool(pool))
}

/** What a pool and its stages take; the same for its whole life. */
export function poolBytes(id: bigint, pool: Pool): bigint {
  return recordBytes(`m:${id}`, encodePool(pool)) + recordBytes(`e:${id}`, encodeStages([]))
}

function encodePool(pool: Pool): Uint8Array {
  const { earnings, common } = pool
  return poolRecord.encode({
    ...pool,
    earningsPerShare: earnings.perShare,
    earningsRemainder: earnings.remainder,
    commonShares: common.shares,
    commonCountedTo: common.countedTo,
    commonNumerator: common.numerator,
  })
}

export function loadStages(id: bigint): StageTerms[] {
  const bytes = storageRead(`e:${id}`) ?? fail('ERR_POOL_NOT_FOUND', id)
  const record = unpack(stagesLayout, bytes)
  const stages: StageTerms[] = []
  for (let at = 2; stages.length < record[1]; at += 2) {
    stages.push({ limit: BigInt(record[at] ?? 0), deadlineNs: BigInt(record[at + 1] ?? 0) })
  }
  return stages
}

export function saveStages(id: bigint, stages: readonly StageTerms[]): void {
  storageWrite(`e:${id}`, encodeStages(stages))
}

function encodeStages(stages: readonly StageTerms[]): Uint8Array {
  const slot = (at: number) => [stages[at]?.limit ?? 0n, stages[at]?.deadlineNs ?? 0n] as const
  if (stages.length > maxStages) throw new Error('ERR_INVARIANT: more stages than there can be')
  return pack(stagesLayout, [
    1,
    stages.length,
    ...slot(0),
    ...slot(1),
    ...slot(2),
    ...slot(3),
    ...slot(4),
    ...slot(5),
    ...slot(6),
    ...slot(7),
  ])
}

/** Accumulators and numerators need up to 228 bits. */
export function halves(value: bigint): readonly [high: bigint, low: bigint] {
  return [value >> 128n, value & 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffffn]
}

export function joined(high: bigint, low: bigint): bigint {
  return (high << 128n) | low
}
