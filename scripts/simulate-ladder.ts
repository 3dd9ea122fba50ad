/**
 * `npm run simulate:ladder`: 48 months of the ladder by the contracts' own rules, with the tiers of
 * `near.config.json`, over twenty seeds; writes the plot `docs/ladder-simulation.svg` and fails when a target is
 * missed.
 *
 *   --json    end with one line of the figures
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { type Summary, summarise } from './ladder-simulation/measure.js'
import { plotOf } from './ladder-simulation/plot.js'
import { configuredTiers, type ScenarioName, scenarios } from './ladder-simulation/scenario.js'
import { seeds, seedsText, targets } from './ladder-simulation/targets.js'
import { findRoot } from './root.js'

const { values: options } = parseArgs({ options: { json: { type: 'boolean' } } })
const planned = scenarios(configuredTiers())

say(`${seedsText} (Mulberry32), ${planned.quit2.months} months of 30 days, seasons of 90 days`)
const summaries: Record<ScenarioName, Summary> = {
  quit2: run('quit2'),
  quit0: run('quit0'),
  smallLab: run('smallLab'),
  clones: run('clones'),
}
const plotPath = join('docs', 'ladder-simulation.svg')
writeFileSync(join(findRoot(), plotPath), plotOf(summaries))
say(`plot: ${plotPath}`)
const missed = missedTargets(summaries)
for (const each of missed) say(`missed: ${each}`)
if (options.json === true) say(JSON.stringify(figures(summaries)))
if (missed.length > 0) process.exitCode = 1

function run(name: ScenarioName): Summary {
  const summary = summarise(planned[name], seeds)
  const { best20, newcomersSeated, firstTopDay } = summary
  say(
    [
      `${summary.scenario.name}:`,
      `${best20.toFixed(2)} of the 20 best in the top tier,`,
      `${(newcomersSeated * 100).toFixed(1)} % of good newcomers seated,`,
      `first top seat on day ${firstTopDay.toFixed(0)};`,
      `seats held with seed ${seeds[0]}: ${summary.outcomes[0]?.held.slice(1).join(' / ')}`,
    ].join(' '),
  )
  if (summary.scenario.clones > 0) {
    const { seatsOfOneModel, everOfOneModel } = summary
    say(`  one model with many accounts: ${seatsOfOneModel} seat a tier, ever ${everOfOneModel}`)
  }
  return summary
}

function missedTargets({ quit2, quit0, smallLab, clones }: typeof summaries): string[] {
  const missed: string[] = []
  const expect = (holds: boolean, what: string): void => {
    if (!holds) missed.push(what)
  }
  expect(quit2.best20 >= targets.quit2.least, 'the best in the top tier, two of a hundred quitting')
  expect(quit0.best20 >= targets.quit0.least, 'the best in the top tier, nobody quitting')
  expect(smallLab.best20 >= targets.smallLab.least, 'the best of a small lab in the top tier')
  for (const { scenario, newcomersSeated, firstTopDay } of [quit2, quit0]) {
    expect(newcomersSeated >= targets.newcomersSeated, `seats of newcomers, ${scenario.name}`)
    expect(firstTopDay <= targets.firstTopDay, `the first top seat, ${scenario.name}`)
  }
  expect(clones.everOfOneModel <= targets.seatsOfOneModel, 'seats of one model')
  return missed
}

function figures({ quit2, quit0, smallLab, clones }: typeof summaries): object {
  const open = ({ best20, newcomersSeated, firstTopDay }: Summary): object => ({
    best20,
    newcomersSeated,
    firstTopDay,
  })
  return {
    quit2: open(quit2),
    quit0: open(quit0),
    smallLab: { best20: smallLab.best20 },
    clones: { seatsOfOneModel: clones.everOfOneModel },
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
