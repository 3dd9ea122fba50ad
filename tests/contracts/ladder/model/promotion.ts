/** Promotion and seats as plain lists: what each command must come to. */
import { initArgs, offerNs, people, seasonNs, standingNs } from '../../../support/ladder-fixture.js'

export type Command =
  | { readonly kind: 'round'; readonly tier: number; readonly ranking: readonly number[] }
  | {
      readonly kind: 'qualify' | 'stand' | 'expire' | 'evict' | 'announce' | 'forget'
      readonly tier: number
      readonly who: number
      readonly back: number
    }
  | { readonly kind: 'clear'; readonly tier: number; readonly who: number; readonly back: number }
  | { readonly kind: 'offer'; readonly tier: number; readonly limit: number }
  | { readonly kind: 'claim' | 'resign'; readonly tier: number; readonly who: number }
  | { readonly kind: 'wait'; readonly days: number }

type Proved = { readonly ordinal: number; readonly rank: number; readonly sequence: number }
type Round = { readonly cid: number; readonly ranking: readonly number[]; readonly atNs: bigint }
type Candidate = { readonly who: number; readonly order: readonly number[] }
type Seat = { readonly roundsAtClaim: number; announced: number }

export type ModelTier = {
  readonly rounds: Round[]
  readonly proved: Map<number, Proved[]>
  /** Candidates to move up from here, by season. */
  readonly standing: Map<number, Candidate[]>
  readonly considered: Map<number, number>
  readonly offers: Map<number, bigint>
  readonly seats: Map<number, Seat>
}

export type Model = {
  readonly genesisNs: bigint
  readonly tiers: readonly ModelTier[]
  cids: number
}

export function newModel(genesisNs: bigint): Model {
  const tier = (): ModelTier => ({
    rounds: [],
    proved: new Map(),
    standing: new Map(),
    considered: new Map(),
    offers: new Map(),
    seats: new Map(),
  })
  return { genesisNs, tiers: initArgs.tiers.map(tier), cids: 0 }
}

function seasonOf({ genesisNs }: Model, nowNs: bigint): number {
  return nowNs < genesisNs ? 0 : Number((nowNs - genesisNs) / seasonNs)
}

const isStanding = (model: Model, nowNs: bigint): boolean =>
  nowNs - model.genesisNs - BigInt(seasonOf(model, nowNs)) * seasonNs < standingNs

function roundsBefore(model: Model, tier: ModelTier, nowNs: bigint): number {
  const start = model.genesisNs + BigInt(seasonOf(model, nowNs)) * seasonNs
  return tier.rounds.filter(({ atNs }) => atNs < start).length
}

/** Sum, round and commitment of the best pair, to be compared in that order. */
function orderOf(model: Model, tier: ModelTier, who: number, nowNs: bigint): number[] | undefined {
  const before = roundsBefore(model, tier, nowNs)
  const counted = (tier.proved.get(who) ?? []).filter(
    ({ ordinal }) => ordinal >= before - 3 && ordinal < before,
  )
  const orders = counted.flatMap((a, i) =>
    counted.slice(i + 1).map((b) => {
      const older = a.ordinal < b.ordinal ? a : b
      return [a.rank + b.rank, older.ordinal, older.sequence]
    }),
  )
  return orders.sort(compare)[0]
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [at, value] of a.entries()) if (value !== b[at]) return value - (b[at] ?? 0)
  return 0
}

/** Applies a command, or names the error that must come of it; offers return how many. */
export function step(model: Model, command: Command, nowNs: bigint): string | number {
  if (command.kind === 'wait') return ''
  const tier = at(model, command.tier)
  const season = seasonOf(model, nowNs)
  switch (command.kind) {
    case 'round':
      model.cids += 1
      tier.rounds.push({ cid: model.cids, ranking: command.ranking, atNs: nowNs })
      return ''
    case 'qualify': {
      const ordinal = tier.rounds.length - 1 - command.back
      const round = tier.rounds[ordinal]
      const place = round?.ranking.indexOf(command.who) ?? -1
      if (place < 0) return 'skip'
      if (ordinal < roundsBefore(model, tier, nowNs) - 3) return 'ERR_RESULT_OLD'
      const proved = tier.proved.get(command.who) ?? []
      if (proved.some((known) => known.ordinal === ordinal)) return 'ERR_RESULT_KNOWN'
      tier.proved.set(command.who, [...proved, { ordinal, rank: place + 1, sequence: place + 1 }])
      return ''
    }
    case 'forget': {
      const proved = tier.proved.get(command.who)
      const from = roundsBefore(model, tier, nowNs) - 3
      if (proved === undefined || proved.some(({ ordinal }) => ordinal >= from)) {
        return 'ERR_RESULTS_COUNT'
      }
      tier.proved.delete(command.who)
      return ''
    }
    case 'stand': {
      if (!isStanding(model, nowNs)) return 'ERR_STANDING_CLOSED'
      if (command.tier > 0 && !tier.seats.has(command.who)) return 'ERR_NO_SEAT'
      if (command.tier === 0 && hasSeat(model, command.who)) return 'ERR_HAS_SEAT'
      const order = orderOf(model, tier, command.who, nowNs)
      if (order === undefined) return 'ERR_ONE_ROUND'
      const standing = tier.standing.get(season) ?? []
      const before = standing.find(({ who }) => who === command.who)
      if (before !== undefined && compare(before.order, order) === 0) return 'ERR_STANDING_KNOWN'
      const others = standing.filter(({ who }) => who !== command.who)
      tier.standing.set(season, [...others, { who: command.who, order }])
      return ''
    }
    case 'clear': {
      const past = season - command.back
      const standing = tier.standing.get(past) ?? []
      if (command.back === 0 || !standing.some(({ who }) => who === command.who)) {
        return 'ERR_STANDING_OPEN'
      }
      tier.standing.set(
        past,
        standing.filter(({ who }) => who !== command.who),
      )
      return ''
    }
    case 'offer':
      return offer(model, command.tier, command.limit, nowNs)
    case 'expire': {
      const deadline = tier.offers.get(command.who)
      if (deadline === undefined) return 'ERR_NO_OFFER'
      if (nowNs < deadline) return 'ERR_OFFER_HOLDS'
      tier.offers.delete(command.who)
      return ''
    }
    case 'claim': {
      const deadline = tier.offers.get(command.who)
      if (deadline === undefined) return 'ERR_NO_OFFER'
      if (nowNs >= deadline) return 'ERR_OFFER_EXPIRED'
      const below = at(model, command.tier - 1)
      if (command.tier > 1 && !below.seats.has(command.who)) return 'ERR_NO_SEAT'
      if (command.tier === 1 && hasSeat(model, command.who)) return 'ERR_HAS_SEAT'
      below.seats.delete(command.who)
      tier.offers.delete(command.who)
      tier.seats.set(command.who, { roundsAtClaim: tier.rounds.length, announced: season })
      return ''
    }
    case 'resign':
      return tier.seats.delete(command.who) ? '' : 'ERR_NO_SEAT'
    case 'announce': {
      const seat = tier.seats.get(command.who)
      if (seat === undefined) return 'ERR_NO_SEAT'
      if (seat.announced === season) return 'ERR_ANNOUNCED'
      seat.announced = season
      return ''
    }
    case 'evict': {
      const seat = tier.seats.get(command.who)
      if (seat === undefined) return 'ERR_NO_SEAT'
      const ordinals = (tier.proved.get(command.who) ?? []).map(({ ordinal }) => ordinal)
      const active = Math.max(seat.roundsAtClaim, ...ordinals.map((ordinal) => ordinal + 1))
      const fourth = tier.rounds[active + 3]
      if (fourth === undefined || nowNs < fourth.atNs + offerNs) return 'ERR_ACTIVE'
      tier.seats.delete(command.who)
      return ''
    }
  }
}

function offer(model: Model, number: number, limit: number, nowNs: bigint): string | number {
  if (isStanding(model, nowNs)) return 'ERR_OFFERS_CLOSED'
  const season = seasonOf(model, nowNs)
  const tier = at(model, number)
  const below = at(model, number - 1)
  const settings = initArgs.tiers[number]
  const free = (settings?.seats ?? 0) - tier.seats.size - tier.offers.size
  if (free <= 0) return 'ERR_NO_FREE_SEAT'
  const ordered = [...(below.standing.get(season) ?? [])].sort((a, b) => compare(a.order, b.order))
  const considered = below.considered.get(season) ?? 0
  const eligible = ordered.slice(0, (settings?.seats ?? 0) + (settings?.bench ?? 0))
  const next = eligible.slice(considered, considered + limit)
  if (next.length === 0) return 'ERR_NO_CANDIDATE'
  let offers = 0
  let looked = 0
  for (const { who } of next) {
    if (offers === free) break
    looked++
    if (tier.seats.has(who) || tier.offers.has(who)) continue
    if (number > 1 && !below.seats.has(who)) continue
    if (number === 1 && hasSeat(model, who)) continue
    tier.offers.set(who, nowNs + offerNs)
    offers++
  }
  below.considered.set(season, considered + looked)
  return offers
}

function hasSeat({ tiers }: Model, who: number): boolean {
  return tiers.some(({ seats }) => seats.has(who))
}

export function at({ tiers }: Model, tier: number): ModelTier {
  const found = tiers[tier]
  if (found === undefined) throw new Error(`no tier ${tier}`)
  return found
}

export function nameOf(who: number): string {
  return people[who] ?? ''
}
