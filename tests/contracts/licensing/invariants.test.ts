import test from 'ava'
import fc from 'fast-check'
import { fuzzAsync } from '../../support/fuzz.js'
import { command } from './model/commands.js'
import { runAgainstModel, setStage } from './model/run.js'

test('INV-304 INV-305 INV-307 INV-309 INV-310 INV-311 INV-312 INV-313 INV-317 INV-319 any interleaving comes to what the model says', async (t) => {
  const stage = await setStage()
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(command, { minLength: 20, maxLength: 45 }), (commands) =>
      runAgainstModel(t, stage, commands),
    ),
    10,
  )
})
