import { createDevnet, type Devnet } from '@research-hub/devnet'
import test from 'ava'
import fc from 'fast-check'
import { compileText } from '../../support/compile-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { type Call, gasFor, predict, promiseTree, targets } from './promise-model.js'

/** Does what its input says; logs its number and the results of the promises it waited for. */
const source = `declare const env: unknown
type Step = { kind: string; target: string; after: number; of: number[]; call: Call }
type Call = { id: number; promises: Step[]; end: { kind: string; index: number } }
const text = (bytes: Uint8Array) => String.fromCharCode(...bytes)
const gasFor = (call: Call): number => call.promises.reduce(
  (sum, step) => (step.kind === 'and' ? sum : sum + gasFor(step.call) + 2), 12)
export function run() {
  env.input(0n)
  const call: Call = JSON.parse(text(env.read_register(0n)))
  const results: string[] = []
  for (let i = 0n; i < env.promise_results_count(); i++) {
    results.push(env.promise_result(i, 1n) === 1n ? text(env.read_register(1n)) : 'x')
  }
  env.log_utf8(call.id + ':' + results.join())
  const made: bigint[] = []
  for (const step of call.promises) {
    if (step.kind === 'and') {
      made.push(env.promise_and(...step.of.map((index: number) => made[index])))
      continue
    }
    const args = JSON.stringify(step.call)
    const gas = BigInt(gasFor(step.call)) * 1000000000000n
    if (step.kind === 'call') made.push(env.promise_create(step.target, 'run', args, 0n, gas))
    else made.push(env.promise_then(made[step.after], step.target, 'run', args, 0n, gas))
  }
  if (call.end.kind === 'panic') throw new Error('told to')
  if (call.end.kind === 'value') env.value_return(String(call.id))
  if (call.end.kind === 'promise') env.promise_return(made[call.end.index])
}`

/** Logs of all receipts in the order in which they ran. */
function logsSince(devnet: Devnet, height: bigint): readonly string[] {
  const logs: string[] = []
  for (let at = height + 1n; at <= devnet.chain.head().header.height; at++) {
    for (const id of devnet.chain.block({ kind: 'height', height: at })?.outcomeIds ?? []) {
      logs.push(...(devnet.chain.outcome(id)?.logs ?? []))
    }
  }
  return logs
}

function countCalls({ promises }: Call): number {
  return promises.reduce(
    (sum, step) => (step.kind === 'and' ? sum : sum + countCalls(step.call)),
    1,
  )
}

test('promises of any shape run in nearcore order, with the results a model gives them', async (t) => {
  const { wasm } = await compileText(source)
  const devnet = await createDevnet({
    seed: 'promises',
    accounts: Object.fromEntries(targets.map((id) => [id, { balanceYocto: 10n ** 26n }])),
  })
  for (const id of targets) {
    const account = devnet.accounts.get(id)
    if (account !== undefined) t.true((await devnet.deploy(account, wasm)).ok)
  }
  const sizes: number[] = []
  let callbacks = 0
  let failed = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(promiseTree(24), async (call) => {
      const { height } = devnet.chain.head().header
      const result = await devnet.call(devnet.root, targets[0], 'run', call, { gas: gasFor(call) })
      const expected = predict(call)
      t.deepEqual(logsSince(devnet, height), expected.log)
      t.is(result.ok ? Buffer.from(result.value ?? []).toString() : undefined, expected.value)
      sizes.push(countCalls(call))
      callbacks += expected.log.filter((line) => !line.endsWith(':')).length
      if (expected.value === undefined) failed++
    }),
    150,
  )
  await devnet.close()
  t.log(`up to ${Math.max(...sizes)} calls, ${callbacks} callbacks, ${failed} transactions failed`)
  t.true(Math.max(...sizes) > 10 && callbacks > 100 && failed > 10)
})
