import test from 'ava'
import fc from 'fast-check'
import { fuzzAsync } from '../../support/fuzz.js'
import { type Command, command, disturbed, variant } from './model/commands.js'
import { runAgainstModel, setStage } from './model/run.js'

/** Seats for everybody, so that the seat variant has entries. */
const seats: readonly Command[] = [0, 1, 2, 3].map((who) => ({
  kind: 'seat',
  by: 'ladder',
  who,
  season: 1,
  again: false,
}))

test('INV-101 INV-109 INV-112 INV-116 INV-117 INV-118 INV-123 a round with mishaps comes to what the model says after each step', async (t) => {
  const f = await setStage()
  const ends: Record<string, number> = {}
  await fuzzAsync(
    t,
    fc.asyncProperty(variant, disturbed, async (one, commands) => {
      const first = one.admission === 'seat' ? seats : []
      const end = await runAgainstModel(t, f, one, [...first, ...commands])
      ends[end] = (ends[end] ?? 0) + 1
    }),
    8,
  )
  t.log(JSON.stringify(ends))
  t.true((ends.closed ?? 0) > 0, 'some round becomes final')
  await f.devnet.close()
})

test('INV-101 INV-113 INV-116 INV-117 INV-123 any interleaving at all comes to what the model says after each step', async (t) => {
  const f = await setStage()
  const opening: readonly Command[] = [
    { kind: 'fund', by: 'funder', amount: 3n * 10n ** 24n, again: false },
    ...([0, 1, 2] as const).map((who): Command => ({ kind: 'apply', who, pay: 'bond' })),
  ]
  const next: Command = { kind: 'wait', how: 'end' }
  const anything = fc.array(fc.oneof({ weight: 7, arbitrary: command }, fc.constant(next)), {
    minLength: 20,
    maxLength: 45,
  })
  await fuzzAsync(
    t,
    fc.asyncProperty(variant, anything, async (one, commands) => {
      await runAgainstModel(t, f, one, [...opening, ...commands])
    }),
    3,
  )
  await f.devnet.close()
})
