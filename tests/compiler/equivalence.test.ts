import { compile } from '@research-hub/compiler'
import type { CallResult, Devnet } from '@research-hub/devnet'
import test from 'ava'
import fc from 'fast-check'
import {
  compileText,
  contractPath,
  deployedId,
  deployOnDevnet,
} from '../support/compile-fixture.js'
import { fuzzAsync } from '../support/fuzz.js'

const id = fc.constantFrom('a', 'b', 'c', 'long-identifier-ü')
const text = fc.string({ maxLength: 20 })
const step = fc.oneof(
  fc.record({
    method: fc.constant('add'),
    args: fc.record(
      { id, text, tags: fc.array(fc.constantFrom('x', 'y', 'z'), { maxLength: 3 }) },
      { noNullPrototype: true },
    ),
  }),
  fc.record({
    method: fc.constantFrom('like', 'remove'),
    args: fc.record({ id }, { noNullPrototype: true }),
  }),
  fc.record({ method: fc.constantFrom('all', 'summary'), args: fc.constant({}) }),
  fc.record({ method: fc.constant('like'), args: fc.jsonValue() }),
)

/** What a caller can tell a call by: its value, failure and logs. Gas and hashes differ. */
function visible({ ok, value, failure, logs }: CallResult): unknown {
  return { ok, value: value && Buffer.from(value).toString('hex'), failure, logs }
}

function records(devnet: Devnet): readonly string[] {
  const state = devnet.chain.state({ kind: 'head' })
  const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')
  return Array.from(
    state?.records(deployedId, new Uint8Array()) ?? [],
    ({ key, value }) => `${hex(key)}=${hex(value)}`,
  )
}

test('a snapshot does what fresh evaluation on every call does: values, failures, logs, storage', async (t) => {
  const path = contractPath('collections')
  const builds = await Promise.all(
    [{}, { stock: true }, { debug: true }].map(
      async (options) => (await compile(path, options)).wasm,
    ),
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const [first, ...others] = await Promise.all(
        builds.map(async (wasm, build) => {
          const { devnet, user } = await deployOnDevnet(wasm)
          const seen: unknown[] = []
          for (const { method, args } of steps) {
            const result = await devnet.call(user, deployedId, method, args)
            // The debug build adds its stack to the log.
            seen.push(visible(build === 2 && !result.ok ? { ...result, logs: [] } : result))
          }
          return { seen, records: records(devnet) }
        }),
      )
      for (const other of others) t.deepEqual(other, first)
    }),
    12,
  )
})

test('an unmodified near-sdk-js contract works whole: collections, promises, callbacks', async (t) => {
  const { wasm } = await compile(contractPath('collections'))
  const { devnet, user } = await deployOnDevnet(wasm)
  const call = (method: string, args: unknown, depositYocto = 0n): Promise<CallResult> =>
    devnet.call(user, deployedId, method, args, { depositYocto })
  t.true((await call('add', { id: 'a', text: 'hello', tags: ['x'] })).ok)
  t.regex(
    JSON.stringify((await call('add', { id: 'a', text: '', tags: [] })).failure),
    /ERR_EXISTS: a/,
  )
  t.true((await call('like', { id: 'a' })).ok)
  t.deepEqual(await devnet.view(deployedId, 'all'), [
    ['a', { text: 'hello', likes: 1, tags: ['x'] }],
  ])
  t.deepEqual(await devnet.view(deployedId, 'summary'), {
    count: 1,
    total: '5',
    order: ['a'],
    tags: ['x'],
  })
  const paid = await call('pay', { to: 'hub.near' }, 5n)
  t.true(paid.ok, JSON.stringify(paid.failure))
  t.true(paid.logs.includes('paid hub.near'))
  t.regex(JSON.stringify((await call('after_pay', { to: 'x' })).failure), /private/i)
  t.regex(JSON.stringify((await call('add', {}, 5n)).failure), /not payable/)
})

test('two builds in different folders are the same bytes', async (t) => {
  const source = `import { valueReturn } from '@host'
    export function go() { valueReturn('x'.repeat(3) + new Error('e').message) }`
  const [one, two] = await Promise.all([compileText(source), compileText(source)])
  t.deepEqual(one?.wasm, two?.wasm)
  t.deepEqual(one?.abi, two?.abi)
})
