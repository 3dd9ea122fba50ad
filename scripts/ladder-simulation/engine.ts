/** Months and seasons, by the contracts' own rules. */

import { fastLaneTiers, strikesToEvict } from '@research-hub/contracts/ladder/limits'
import { activeUntil, strikes } from '@research-hub/contracts/ladder/rules/activity'
import {
  aggregateOf,
  type RoundWindow,
  windowOf,
} from '@research-hub/contracts/ladder/rules/aggregate'
import {
  isExceptional,
  partDown,
  type RankedRound,
} from '@research-hub/contracts/ladder/rules/movement'
import type { Observe } from './acts.js'
import { newPerson, type Person, resultsOf, type TierState } from './people.js'
import { type Random, seededRandom } from './random.js'
import { holdRounds, type Lineages } from './rounds.js'
import { model, type Scenario } from './scenario.js'

export type World = {
  readonly scenario: Scenario
  readonly random: Random
  readonly tiers: readonly TierState[]
  /** Everybody who ever came, and those who are still there. */
  readonly all: Person[]
  people: Person[]
  readonly lineages: Lineages
  readonly observe: Observe
  firstTopDay: number | undefined
  /** The most seats of one tier that clones had at a turn of a season. */
  mostClonesInATier: number
}

/** Runs a scenario to its last month. */
export function simulate(
  scenario: Scenario,
  seed: number,
  observe: Observe = () => undefined,
): World {
  const world: World = {
    scenario,
    random: seededRandom(seed),
    tiers: scenario.tiers.map(() => ({ held: 0, ranked: [] })),
    all: [],
    people: [],
    lineages: new Map(),
    observe,
    firstTopDay: undefined,
    mostClonesInATier: 0,
  }
  for (let month = 1; month <= scenario.months; month++) {
    arrive(world, month)
    holdRounds(world)
    quit(world)
    evictIdle(world)
    takeFastLanes(world, month * model.daysAMonth)
    if (month % model.monthsASeason === 0) turnSeason(world, month * model.daysAMonth)
  }
  return world
}

function arrive(world: World, month: number): void {
  const { scenario, random, all, people } = world
  const add = (skill: number, isClone: boolean): void => {
    const person = newPerson(all.length, skill, month, isClone)
    all.push(person)
    people.push(person)
  }
  const count = month === 1 ? scenario.startPeople : scenario.newcomersAMonth
  for (let i = 0; i < count; i++) add(random.normal(), false)
  if (month === 1) for (let i = 0; i < scenario.clones; i++) add(model.cloneSkill, true)
}

function quit(world: World): void {
  const { quitShare } = world.scenario
  if (quitShare === 0) return
  world.people = world.people.filter((person) => {
    if (person.isClone || world.random.uniform() >= quitShare) return true
    world.observe({ kind: 'quit', who: person.id, tier: person.tier })
    if (person.tier > 0) tierAt(world, person.tier).held -= 1
    return false
  })
}

/** Whoever lets four rounds of the tier go by without a result loses the seat. */
function evictIdle(world: World): void {
  for (const person of world.people) {
    const { tier } = person
    if (tier === 0) continue
    const results = resultsOf(person, tier)
    const active = activeUntil(person.roundsAtClaim, results[results.length - 1]?.ordinal)
    if (strikes(active, tierAt(world, tier).ranked.length) < strikesToEvict) continue
    world.observe({ kind: 'evict', who: person.id, tier })
    moveTo(world, person, 0)
  }
}

/** Whoever was exceptional in the last two rounds of the tier takes a free seat up to two tiers above. */
function takeFastLanes(world: World, day: number): void {
  const { tiers } = world.scenario
  for (let from = tiers.length - 2; from >= 0; from--) {
    const rounds = lastRounds(tierAt(world, from))
    const places = tiers[from]?.fastPlaces ?? 0
    const exceptional = world.people.filter(
      (person) => person.tier === from && isExceptional(resultsOf(person, from), rounds, places),
    )
    for (const person of exceptional) {
      const to = highestFree(world, from)
      if (to === undefined || !takesOffer(world, person)) continue
      world.observe({ kind: 'fast', who: person.id, from, to })
      seat(world, person, to, day + 1)
    }
  }
}

function lastRounds({ ranked }: TierState): RankedRound[] {
  return ranked.slice(-2).map((count, at, { length }) => ({
    ordinal: ranked.length - length + at,
    ranked: count,
  }))
}

function highestFree(world: World, from: number): number | undefined {
  const top = Math.min(from + fastLaneTiers, world.scenario.tiers.length - 1)
  for (let to = top; to > from; to--) if (freeSeats(world, to) > 0) return to
  return undefined
}

/** Everybody stands, the lowest go down from the bottom tier up, and free seats are offered from the top down. */
function turnSeason(world: World, seasonDay: number): void {
  world.observe({ kind: 'season' })
  const standing = world.tiers.map((_, tier) => stand(world, tier))
  world.observe({ kind: 'standing-over' })
  const offersDay = seasonDay + model.standingDays
  for (const [tier, candidates] of standing.entries())
    if (tier > 0) relegate(world, tier, candidates)
  const considered = world.tiers.map(() => 0)
  for (let wave = 0; wave < 2; wave++) {
    for (let tier = world.tiers.length - 1; tier > 0; tier--) {
      considered[tier] = offer(world, tier, standing[tier - 1] ?? [], {
        considered: considered[tier] ?? 0,
        day: offersDay + wave * model.offerDays,
      })
    }
    world.observe({ kind: 'offers-lapse' })
  }
  for (let tier = 1; tier < world.tiers.length; tier++) {
    const clones = world.people.filter((person) => person.isClone && person.tier === tier).length
    world.mostClonesInATier = Math.max(world.mostClonesInATier, clones)
  }
}

/** Who stands in a tier, in the order of aggregates. */
function stand(world: World, tier: number): Person[] {
  const window: RoundWindow = windowOf(tierAt(world, tier).ranked.length)
  const candidates: { readonly person: Person; readonly key: number }[] = []
  for (const person of world.people) {
    if (person.tier !== tier) continue
    const aggregate = aggregateOf(resultsOf(person, tier), window)
    if (aggregate === undefined) continue
    candidates.push({ person, key: aggregate.key })
    world.observe({ kind: 'stand', who: person.id, tier })
  }
  return candidates.sort((a, b) => a.key - b.key).map(({ person }) => person)
}

function relegate(world: World, tier: number, candidates: readonly Person[]): void {
  const count = partDown(candidates.length, world.scenario.tiers[tier]?.relegateBps ?? 0)
  for (const person of candidates.slice(candidates.length - count).reverse()) {
    if (person.tier !== tier) continue
    const to = tier > 1 && freeSeats(world, tier - 1) > 0 ? tier - 1 : 0
    world.observe({ kind: 'relegate', who: person.id, tier, to })
    moveTo(world, person, to)
  }
}

/** One wave of offers; returns how many candidates have been looked at by its end. */
function offer(
  world: World,
  tier: number,
  candidates: readonly Person[],
  from: { readonly considered: number; readonly day: number },
): number {
  const { seats, bench } = world.scenario.tiers[tier] ?? { seats: 0, bench: 0 }
  const promoteBps = world.scenario.tiers[tier - 1]?.promoteBps ?? 0
  const places = Math.min(seats + bench, partDown(candidates.length, promoteBps))
  let { considered } = from
  let free = freeSeats(world, tier)
  for (; considered < places && free > 0; considered++) {
    const person = candidates[considered]
    if (person?.tier !== tier - 1) continue
    free -= 1
    world.observe({ kind: 'offer', who: person.id, tier })
    if (!takesOffer(world, person)) continue
    world.observe({ kind: 'claim', who: person.id, tier })
    seat(world, person, tier, from.day)
  }
  return considered
}

function takesOffer(world: World, person: Person): boolean {
  return person.isClone || world.random.uniform() < model.offerTaken
}

function seat(world: World, person: Person, tier: number, day: number): void {
  moveTo(world, person, tier)
  person.hasEverHadSeat = true
  if (tier === world.tiers.length - 1) world.firstTopDay ??= day
}

function moveTo(world: World, person: Person, to: number): void {
  if (person.tier > 0) tierAt(world, person.tier).held -= 1
  person.tier = to
  if (to === 0) return
  const tier = tierAt(world, to)
  tier.held += 1
  person.roundsAtClaim = tier.ranked.length
}

function freeSeats(world: World, tier: number): number {
  return (world.scenario.tiers[tier]?.seats ?? 0) - tierAt(world, tier).held
}

function tierAt(world: World, tier: number): TierState {
  const found = world.tiers[tier]
  if (found === undefined) throw new Error(`there is no tier ${tier}`)
  return found
}
