/** Pools and their stages. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
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

const version = 1
/**
 * Version, creator, manager, token, tier, goal, deadline; raised, shares, released, returned shares,
 * returned; accumulator (high, low), remainder; revenue, claimed, residual; stage; common: shares,
 * accumulator (high, low), numerator (high, low), refunded.
 */
const poolLayout = '1ss2168666666666661666661'
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
  const record = unpack(poolLayout, bytes)
  return {
    creatorId: record[1],
    managerId: record[2],
    token: record[3],
    tier: record[4],
    goal: record[5],
    deadlineNs: record[6],
    raised: record[7],
    shares: record[8],
    released: record[9],
    returnedShares: record[10],
    returned: record[11],
    earnings: { perShare: joined(record[12], record[13]), remainder: record[14] },
    revenue: record[15],
    revenueClaimed: record[16],
    residual: record[17],
    stage: record[18],
    common: {
      shares: record[19],
      countedTo: joined(record[20], record[21]),
      numerator: joined(record[22], record[23]),
    },
    isCommonRefunded: record[24] === 1,
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
  return pack(poolLayout, [
    version,
    pool.creatorId,
    pool.managerId,
    pool.token,
    pool.tier,
    pool.goal,
    pool.deadlineNs,
    pool.raised,
    pool.shares,
    pool.released,
    pool.returnedShares,
    pool.returned,
    ...halves(earnings.perShare),
    earnings.remainder,
    pool.revenue,
    pool.revenueClaimed,
    pool.residual,
    pool.stage,
    common.shares,
    ...halves(common.countedTo),
    ...halves(common.numerator),
    pool.isCommonRefunded ? 1 : 0,
  ])
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
    version,
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
