import type { Act } from '@research-hub/scripts/ladder-simulation/acts'
import { simulate } from '@research-hub/scripts/ladder-simulation/engine'
import { outcomeOf, summarise } from '@research-hub/scripts/ladder-simulation/measure'
import { plotOf } from '@research-hub/scripts/ladder-simulation/plot'
import { configuredTiers, scenarios } from '@research-hub/scripts/ladder-simulation/scenario'
import test from 'ava'

const tiers = configuredTiers()
const planned = scenarios(tiers)

test('a seed repeats a simulation act by act', (t) => {
  const acts = (seed: number): Act[] => {
    const seen: Act[] = []
    simulate({ ...planned.smallLab, months: 12 }, seed, (act) => seen.push(act))
    return seen
  }
  t.deepEqual(acts(1), acts(1))
  t.notDeepEqual(acts(1), acts(2))
})

test('simulated tiers never hold more than their seats, and everybody has one at most', (t) => {
  const world = simulate({ ...planned.quit0, months: 24 }, 3)
  for (const [tier, { held }] of world.tiers.entries()) {
    t.true(held <= (tiers[tier]?.seats ?? 0))
    if (tier > 0) t.is(held, world.people.filter((person) => person.tier === tier).length)
  }
})

test('without relegation, fast lane and limits the ladder freezes: the simulation shows the fault it is for', (t) => {
  const frozen = tiers.map((tier) => ({
    ...tier,
    relegateBps: 0,
    promoteBps: 10_000,
    fastPlaces: 0,
  }))
  const { newcomersSeated, firstTopDay } = outcomeOf(simulate(scenarios(frozen).quit0, 1))
  t.true(newcomersSeated < 0.05)
  t.true(firstTopDay > 365)
})

test('with the configured tiers good newcomers get seats, and one model never has two of a tier', (t) => {
  const quit0 = summarise(planned.quit0, [1])
  t.true(quit0.best20 >= 9)
  t.true(quit0.newcomersSeated >= 0.85)
  t.true(quit0.firstTopDay <= 365)
  const clones = summarise(planned.clones, [1])
  t.is(clones.everOfOneModel, 1)
  const svg = plotOf({ quit2: quit0, quit0, smallLab: quit0, clones })
  t.regex(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/)
  t.notRegex(svg, /href|script|NaN/)
})
