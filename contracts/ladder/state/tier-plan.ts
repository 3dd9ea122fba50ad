/** What a tier is, and what it will be from a later season on. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { record, rest, text, u16, u32, version } from '../../common/state/record.js'
import { fail } from '../errors.js'
import type { Tier, TierPlan } from '../rules/tiers.js'

const tierFields = {
  size: text,
  seats: u32,
  bench: u32,
  kappaBps: u16,
  entries: u16,
  resources: u32,
  relegateBps: u16,
  promoteBps: u16,
  bar: u32,
  fastPlaces: u16,
}

const tierRecord = record(tierFields)

export const tierPlanRecord = record({
  version: version(1),
  ...tierFields,
  /** 0 when no other config is to come. */
  fromSeason: u32,
  next: rest,
})

const none: Tier = {
  size: '',
  seats: 0,
  bench: 0,
  kappaBps: 0,
  entries: 0,
  resources: 0,
  relegateBps: 0,
  promoteBps: 0,
  bar: 0,
  fastPlaces: 0,
}

export function requirePlan(tier: number): TierPlan {
  const bytes = storageRead(`u:${tier}`) ?? fail('ERR_TIER_UNKNOWN', tier)
  const { fromSeason, next, ...now } = tierPlanRecord.decode(bytes)
  if (fromSeason === 0) return { now, next: undefined }
  return { now, next: { fromSeason, tier: tierRecord.decode(next) } }
}

export function savePlan(tier: number, { now, next }: TierPlan): void {
  const bytes = tierPlanRecord.encode({
    ...now,
    fromSeason: next?.fromSeason ?? 0,
    next: tierRecord.encode(next?.tier ?? none),
  })
  storageWrite(`u:${tier}`, bytes)
}
