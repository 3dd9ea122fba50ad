/** What modules are refused, how traps are told apart, and what growing costs. */
import { createDevnet, type Devnet } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import { near } from '../../support/units.js'
import { assemble, i32, type Parts } from './assemble.js'

const operator = 822_756n
const linear = (count: bigint): bigint => 26_328_192n + count * operator

type Runner = { readonly devnet: Devnet; readonly run: (wasm: Uint8Array) => Promise<Ran> }
type Ran = { readonly failure: unknown; readonly wasmGas: bigint }

async function start(
  t: ExecutionContext,
  profile: '86' | '87' | 'classic' = '86',
): Promise<Runner> {
  const devnet = await createDevnet({ profile })
  t.teardown(devnet.close)
  const app = await devnet.createAccount('app.test.near', 100n * near)
  const run = async (wasm: Uint8Array): Promise<Ran> => {
    await devnet.deploy(app, wasm)
    const called = await devnet.call(app, 'app.test.near', 'main', new Uint8Array())
    const { kind = undefined } =
      (called.failure as { ActionError?: { kind?: unknown } } | undefined)?.ActionError ?? {}
    return { failure: kind, wasmGas: called.receipts[0]?.gasProfile.WASM_INSTRUCTION ?? 0n }
  }
  return { devnet, run }
}

const main = (code: readonly number[], parts: Parts = {}): Uint8Array =>
  assemble({ functions: [{ type: 0, code }], exports: { main: 0 }, ...parts })

const text = (message: string) => ({ FunctionCallError: { ExecutionError: message } })
const refused = {
  FunctionCallError: { CompilationError: { PrepareError: 'Deserialization' } },
}

test('an indirect call to nothing, to another type and past the table have three texts', async (t) => {
  const { run } = await start(t)
  const types = [
    [[], []],
    [[], [i32]],
  ] as const
  const call = (index: number) => [0x41, index, 0x11, 0, 0]
  const parts = (code: readonly number[]): Parts => ({
    types,
    functions: [
      { type: 0, code },
      { type: 0, code: [0x01] },
      { type: 1, code: [0x41, 1] },
    ],
    table: [4, 4],
    elements: [1, 2],
    exports: { main: 0 },
  })
  const ran = async (code: readonly number[]): Promise<unknown> =>
    (await run(assemble(parts(code)))).failure
  t.is(await ran(call(0)), undefined)
  t.deepEqual(await ran(call(1)), text('WebAssembly trap: Call indirect incorrect signature trap.'))
  t.deepEqual(await ran(call(2)), text('WebAssembly trap: Indirect call to null.'))
  t.deepEqual(await ran(call(9)), text('WebAssembly trap: Memory out of bounds trap.'))
  // The last call counts, also when it came after one that went well.
  t.deepEqual(
    await ran([...call(0), ...call(1)]),
    text('WebAssembly trap: Call indirect incorrect signature trap.'),
  )
})

test('telling them apart costs no gas', async (t) => {
  const { run } = await start(t)
  const { wasmGas } = await run(
    assemble({
      functions: [
        { type: 0, code: [0x41, 0, 0x11, 0, 0] },
        { type: 0, code: [] },
      ],
      table: [1],
      elements: [1],
      exports: { main: 0 },
    }),
  )
  // Two operators, and eight for the frame of each of the two functions.
  t.is(wasmGas, 18n * operator)
})

test('growing a memory or a table costs by what is asked for, granted or not', async (t) => {
  const { run } = await start(t)
  const frame = 8n * operator
  const grow = async (pages: readonly number[], parts: Parts = {}): Promise<bigint> =>
    (await run(main([0x41, ...pages, 0x40, 0, 0x1a], { memoryPages: 1, ...parts }))).wasmGas
  t.is(await grow([3]), frame + 2n * operator + linear(3n))
  // 5,000 pages are more than there can be: -1, at the full price.
  t.is(await grow([0x88, 0x27]), frame + 2n * operator + linear(5000n))
  const table = (count: readonly number[]) =>
    main([0xd0, 0x70, 0x41, ...count, 0xfc, 15, 0, 0x1a], { table: [1] })
  t.is((await run(table([7]))).wasmGas, frame + 3n * operator + linear(7n))
  const { run: runClassic } = await start(t, 'classic')
  const { wasmGas } = await runClassic(main([0x41, 3, 0x40, 0, 0x1a], { memoryPages: 1 }))
  t.is(wasmGas, frame + 3n * operator)
})

test('a table grows to ten thousand slots', async (t) => {
  const { run } = await start(t)
  // Traps unless growing gives -1.
  const refusedGrowth = (count: readonly number[]) => [
    ...[0xd0, 0x70, 0x41, ...count, 0xfc, 15, 0],
    ...[0x41, 0x7f, 0x47, 0x04, 0x40, 0x00, 0x0b],
  ]
  t.is((await run(main(refusedGrowth([0x90, 0xce, 0]), { table: [1] }))).failure, undefined)
  t.deepEqual(
    (await run(main(refusedGrowth([0x8f, 0xce, 0]), { table: [1] }))).failure,
    text('WebAssembly trap: An `unreachable` opcode was executed.'),
  )
})

test('modules that a node does not accept', async (t) => {
  const { run } = await start(t)
  const cases: Readonly<Record<string, Uint8Array>> = {
    'several results': assemble({
      types: [[[], [i32, i32]]],
      functions: [{ type: 0, code: [0x41, 1, 0x41, 2] }],
      exports: { main: 0 },
    }),
    'a block with a type index': main([0x02, 0, 0x0b]),
    'a load without a memory': main([0x41, 0, 0x28, 2, 0, 0x1a]),
    'sections out of order': main([], { extra: [1, 1, 0] }),
    SIMD: main([0xfd, 0x0c, ...new Array(16).fill(0), 0x1a], { memoryPages: 1 }),
    'a tail call': main([0x12, 0]),
    'a type error': main([0x41, 1]),
    'a section of no known kind': main([], { extra: [13, 1, 0] }),
  }
  for (const [name, wasm] of Object.entries(cases)) {
    t.deepEqual((await run(wasm)).failure, refused, name)
  }
})

test('a limit that is passed counts before what is wrong with the bytes after it', async (t) => {
  const { run } = await start(t)
  const types = new Array(1_025).fill([[], []])
  const elsewhere = [2, 7, 1, 1, 0x65, 1, 0x66, 0, 0]
  const importing = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 1, 4, 1, 0x60, 0, 0, ...elsewhere]
  for (const [variant, before] of [
    ['TooManyTypes', assemble({ types })],
    ['Instantiate', Uint8Array.from(importing)],
  ] as const) {
    // A section of no known kind, and one that is longer than what is there.
    for (const after of [
      [0x3d, 1, 0],
      [10, 100, 1],
    ]) {
      const { failure } = await run(Uint8Array.from([...before, ...after]))
      t.regex(JSON.stringify(failure), new RegExp(`"PrepareError":"${variant}"`))
    }
  }
})

test('protocol 82 had no limits on the types, parameters and blocks of a contract', async (t) => {
  const params = new Array<number>(65).fill(i32)
  const modules = [
    main([], {
      types: [
        [[], []],
        [params, []],
      ],
      functions: [
        { type: 0, code: [] },
        { type: 1, code: [] },
      ],
    }),
    main([], { types: new Array(1_025).fill([[], []]) }),
    main(new Array(5_001).fill([0x02, 0x40, 0x0b]).flat()),
  ]
  const { run } = await start(t)
  const { run: runClassic } = await start(t, 'classic')
  for (const [i, variant] of [
    'TooManyParamsPerFunction',
    'TooManyTypes',
    'TooManyBlocksPerFunction',
  ].entries()) {
    const wasm = modules[i] ?? new Uint8Array()
    const kind = { CompilationError: { PrepareError: variant } }
    t.deepEqual((await run(wasm)).failure, { FunctionCallError: kind })
    t.is((await runClassic(wasm)).failure, undefined)
  }
})
