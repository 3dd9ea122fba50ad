import type { ExecutionContext } from 'ava'
import fc from 'fast-check'

/** Set FUZZ_SEED to repeat or vary a run, FUZZ_RUNS for more cases. */
const seed = Number(process.env.FUZZ_SEED ?? 20261123)

/** Checks a property with a fixed seed, which it prints. */
export function fuzz<T>(t: ExecutionContext, property: fc.IProperty<T>, runs = 100): void {
  t.log(`seed ${seed}`)
  fc.assert(property, {
    seed,
    numRuns: Number(process.env.FUZZ_RUNS ?? runs),
    includeErrorInReport: true,
  })
  t.pass()
}

/** A failure is reported with what shrinking has come to by then, before AVA gives the file up. */
const patienceMs = 200_000

export async function fuzzAsync<T>(
  t: ExecutionContext,
  property: fc.IAsyncProperty<T>,
  runs = 25,
): Promise<void> {
  t.log(`seed ${seed}`)
  await fc.assert(property, {
    seed,
    numRuns: Number(process.env.FUZZ_RUNS ?? runs),
    includeErrorInReport: true,
    interruptAfterTimeLimit: patienceMs,
    markInterruptAsFailure: true,
  })
  t.pass()
}
