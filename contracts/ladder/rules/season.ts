/** Seasons and their two phases as functions of time. Pure. */
import type { SeasonView } from '../interface.js'

export type Calendar = {
  readonly genesisNs: bigint
  readonly seasonNs: bigint
  readonly standingNs: bigint
}

/** The season of a time; before the first begins, the first. */
export function seasonAt({ genesisNs, seasonNs }: Calendar, nowNs: bigint): number {
  return nowNs < genesisNs ? 0 : Number((nowNs - genesisNs) / seasonNs)
}

export function seasonStartNs({ genesisNs, seasonNs }: Calendar, season: number): bigint {
  return genesisNs + BigInt(season) * seasonNs
}

/** From when a season's seats are offered. */
export function offersStartNs(calendar: Calendar, season: number): bigint {
  return seasonStartNs(calendar, season) + calendar.standingNs
}

export function phaseAt(calendar: Calendar, nowNs: bigint): SeasonView['phase'] {
  if (nowNs < calendar.genesisNs) return 'before'
  return nowNs < offersStartNs(calendar, seasonAt(calendar, nowNs)) ? 'standing' : 'offers'
}
