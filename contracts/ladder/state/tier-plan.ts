/** What a tier is, and what it will be from a later season on. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { record, text, u16, u32, version } from '../../common/state/record.js'
import { fail } from '../errors.js'
import type { Tier, TierPlan } from '../rules/tiers.js'

export const tierPlanRecord = record({
  version: version(1),
  size: text,
  seats: u32,
  bench: u32,
  kappaBps: u16,
  entries: u16,
  resources: u32,
  /** 0 when no other config is to come. */
  fromSeason: u32,
  nextSize: text,
  nextSeats: u32,
  nextBench: u32,
  nextKappaBps: u16,
  nextEntries: u16,
  nextResources: u32,
})

const none: Tier = { size: '', seats: 0, bench: 0, kappaBps: 0, entries: 0, resources: 0 }

export function requirePlan(tier: number): TierPlan {
  const bytes = storageRead(`u:${tier}`) ?? fail('ERR_TIER_UNKNOWN', tier)
  const plan = tierPlanRecord.decode(bytes)
  const { size, seats, bench, kappaBps, entries, resources, fromSeason } = plan
  const now = { size, seats, bench, kappaBps, entries, resources }
  if (fromSeason === 0) return { now, next: undefined }
  const next = {
    size: plan.nextSize,
    seats: plan.nextSeats,
    bench: plan.nextBench,
    kappaBps: plan.nextKappaBps,
    entries: plan.nextEntries,
    resources: plan.nextResources,
  }
  return { now, next: { fromSeason, tier: next } }
}

export function savePlan(tier: number, { now, next }: TierPlan): void {
  const { size, seats, bench, kappaBps, entries, resources } = next?.tier ?? none
  const bytes = tierPlanRecord.encode({
    ...now,
    fromSeason: next?.fromSeason ?? 0,
    nextSize: size,
    nextSeats: seats,
    nextBench: bench,
    nextKappaBps: kappaBps,
    nextEntries: entries,
    nextResources: resources,
  })
  storageWrite(`u:${tier}`, bytes)
}
