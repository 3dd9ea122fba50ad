import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { fail } from '../errors.js'
import type { Tier, TierCounts, TierPlan } from '../rules/tiers.js'

const version = 1
/** Version; size, seats, bench, kappa, entries, resources; season of the next config (0: none), the same six. */
const planLayout = '1s442244s44224'
/** Version; rounds, season, rounds at its start, held, offered, next pool. */
const countsLayout = '1444448'

const none: Tier = { size: '', seats: 0, bench: 0, kappaBps: 0, entries: 0, resources: 0 }

export function requirePlan(tier: number): TierPlan {
  const bytes = storageRead(`u:${tier}`) ?? fail('ERR_TIER_UNKNOWN', tier)
  const [, size, seats, bench, kappaBps, entries, resources, fromSeason, ...next] = unpack(
    planLayout,
    bytes,
  )
  const now = { size, seats, bench, kappaBps, entries, resources }
  if (fromSeason === 0) return { now, next: undefined }
  return {
    now,
    next: {
      fromSeason,
      tier: {
        size: next[0],
        seats: next[1],
        bench: next[2],
        kappaBps: next[3],
        entries: next[4],
        resources: next[5],
      },
    },
  }
}

export function savePlan(tier: number, { now, next }: TierPlan): void {
  storageWrite(
    `u:${tier}`,
    pack(planLayout, [
      version,
      ...fieldsOf(now),
      next?.fromSeason ?? 0,
      ...fieldsOf(next?.tier ?? none),
    ]),
  )
}

function fieldsOf(tier: Tier) {
  const { size, seats, bench, kappaBps, entries, resources } = tier
  return [size, seats, bench, kappaBps, entries, resources] as const
}

export function requireCounts(tier: number): TierCounts {
  const bytes = storageRead(`n:${tier}`) ?? fail('ERR_TIER_UNKNOWN', tier)
  const record = unpack(countsLayout, bytes)
  return {
    rounds: record[1],
    season: record[2],
    roundsAtSeasonStart: record[3],
    held: record[4],
    offered: record[5],
    nextPoolId: record[6],
  }
}

export function saveCounts(tier: number, counts: TierCounts): void {
  const { rounds, season, roundsAtSeasonStart, held, offered, nextPoolId } = counts
  const numbers = [rounds, season, roundsAtSeasonStart, held, offered] as const
  storageWrite(`n:${tier}`, pack(countsLayout, [version, ...numbers, nextPoolId]))
}
