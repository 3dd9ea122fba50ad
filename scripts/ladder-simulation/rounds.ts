/** A month's rounds: who enters, who ranks, and what is proved of it. */
import { leaderboardKey } from '@research-hub/contracts/common/trie/key'
import { withResult } from '@research-hub/contracts/ladder/rules/aggregate'
import { reachesBar } from '@research-hub/contracts/ladder/rules/movement'
import type { Observe } from './acts.js'
import { type Person, resultsOf, type TierState } from './people.js'
import type { Random } from './random.js'
import { model, type Scenario } from './scenario.js'

/** The clones' one model, by tier: the account that showed it first, and its best score by whichever account. */
export type Lineages = Map<number, { readonly first: Person; readonly best: number }>

type Field = {
  readonly scenario: Scenario
  readonly random: Random
  readonly tiers: readonly TierState[]
  readonly people: readonly Person[]
  readonly lineages: Lineages
  readonly observe: Observe
}

type Entry = { readonly person: Person; readonly score: number; readonly key: number }

/** One round in every tier that has entrants. */
export function holdRounds(field: Field): void {
  for (const [tier, state] of field.tiers.entries()) {
    const entries = enter(field, tier)
    if (entries.length === 0) continue
    entries.sort((a, b) => a.key - b.key)
    prove(field, tier, state, entries)
    state.ranked.push(entries.length)
    const ranking = entries.map(({ person, key }) => ({ who: person.id, key }))
    field.observe({ kind: 'round', tier, ranking })
  }
}

/** Those who attend, in the order of commitment, without what may not rank. */
function enter({ random, people, lineages }: Field, tier: number): Entry[] {
  const entries: Entry[] = []
  const cloneScore = scoreOf(model.cloneSkill, random)
  for (const person of people) {
    if (person.tier !== tier || random.uniform() >= model.attendance) continue
    const score = person.isClone ? cloneScore : scoreOf(person.skill, random)
    if (person.isClone && !ranksInLineage(lineages, tier, person, score)) continue
    entries.push({ person, score, key: leaderboardKey(score, entries.length + 1) })
  }
  return entries
}

function scoreOf(skill: number, random: Random): number {
  const deviations = skill + model.noise * random.normal()
  return Math.round(model.scoreOfSkill0 + model.scoreADeviation * deviations)
}

/**
 * Clones share tensors: all but the first must beat the model's best by epsilon. A rule that the competition does not
 * have yet; what the simulation says of clones holds only with it.
 */
function ranksInLineage(lineages: Lineages, tier: number, person: Person, score: number): boolean {
  const { first, best } = lineages.get(tier) ?? { first: person, best: score }
  lineages.set(tier, { first, best: Math.max(best, score) })
  return first === person || score >= best + model.epsilon
}

/** Everybody's rank becomes known to the ladder, which keeps what may still count. */
function prove(
  { scenario }: Field,
  tier: number,
  { ranked }: TierState,
  entries: readonly Entry[],
): void {
  const ordinal = ranked.length
  const bar = scenario.tiers[tier]?.bar ?? 0
  for (const [place, { person, score, key }] of entries.entries()) {
    if (!reachesBar(score, bar)) continue
    const result = { ordinal, rank: place + 1, key }
    const roundsBefore = ordinal - (ordinal % model.monthsASeason)
    const list = withResult(resultsOf(person, tier), result, roundsBefore)
    if (list !== undefined) person.results.set(tier, list)
  }
}
