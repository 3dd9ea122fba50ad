import test from 'ava'
import fc from 'fast-check'
import { open } from './model/commands.js'
import { runAgainstModel } from './model/run.js'
import { turns } from './model/scenes.js'
import { createSetting } from './model/setting.js'

/** Set FUZZ_SEED to repeat or vary the runs, MODEL_RUNS for more of them: a run takes about a second. */
const seed = Number(process.env.FUZZ_SEED ?? 20261123)
const numRuns = Number(process.env.MODEL_RUNS ?? 30)

const opening = fc.tuple(open, open, open).map((commands) => ({ commands, blocks: 0 }))

/** Without these a run shows nothing; whoever changes the commands sees when they no longer happen. */
const mustHappen = [
  'close_with_auth ok',
  'finalize ok',
  'forward_royalty ok',
  'on_outbox false',
  'on_withdraw false',
  'on_withdraw true',
  'purge ok',
  'settle ERR_CHANNEL_NOT_FOUND',
  'settle ok',
  'settle_batch ok',
  'open_from_vault ERR_PAYEE_TERMS',
  'set_payee_terms ok',
  'settle_conditional ok',
  'settle_multi ok',
  'settle_ticks ok',
]

test('INV-1 INV-2 INV-3 INV-4 INV-6 INV-7 INV-8 INV-9 INV-11 INV-12 INV-13 INV-14 INV-16 INV-17 INV-18 INV-20 INV-21 INV-26 any interleaving is as the model has it', async (t) => {
  t.log(`seed ${seed}, ${numRuns} runs`)
  const setting = await createSetting()
  const seen = new Map<string, number>()
  const property = fc.asyncProperty(opening, turns, async (first, rest) => {
    for (const [name, count] of await runAgainstModel(setting, [first, ...rest]))
      seen.set(name, (seen.get(name) ?? 0) + count)
  })
  await fc.assert(property, { seed, numRuns, includeErrorInReport: true })
  t.log(
    [...seen]
      .sort()
      .map(([name, count]) => `${name} ${count}`)
      .join(', '),
  )
  if (numRuns >= 30) for (const name of mustHappen) t.true(seen.has(name), name)
  t.pass()
})
