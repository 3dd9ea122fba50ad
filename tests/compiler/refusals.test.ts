import test from 'ava'
import { compileText, deployedId, deployOnDevnet, failureText } from '../support/compile-fixture.js'

const near = "import { NearBindgen, call, view } from 'near-sdk-js'\n"

const refused: readonly (readonly [what: string, source: string, message: RegExp])[] = [
  ['no method', 'export const x = 1', /exports no method/],
  ['an async method', 'export async function go() {}', /'go' is async.*remove async/],
  ['an async helper', 'const f = async () => 1; export function go() { f() }', /async function/],
  ['a reserved name', 'export function memory() {}', /'memory' is reserved/],
  [
    'dynamic import',
    'declare const env: unknown; export function go() { env.log(String(import(env.name))) }',
    /import\(\)/,
  ],
  ['eval', "export function go() { eval('1') }", /eval/],
  ['new Function', "export function go() { new Function('1')() }", /new Function/],
  [
    'syntax the engine lacks',
    'class A { static { A.x = 1 } static x = 0 }; export function go() { return A.x }',
    /SyntaxError|expecting|invalid/,
  ],
  ['syntax that is none', 'export function go( {', /Unexpected token/],
  ['a missing file', "import './nowhere.js'; export function go() {}", /nowhere/],
  [
    'the chain at load',
    "import { blockIndex } from '@host'\nconst h = blockIndex(); export function go() { return h }",
    /'block_index' while its module loads/,
  ],
  [
    'the chain at load, through near-sdk-js',
    `import { near } from 'near-sdk-js'\nconst me = near.currentAccountId(); export function go() { return me }`,
    /'current_account_id' while its module loads/,
  ],
  ['the time at load', 'const now = Date.now(); export function go() { return now }', /no clock/],
  [
    'randomness at load',
    'const r = Math.random(); export function go() { return r }',
    /random seed/,
  ],
  [
    'an error at load',
    "throw new Error('boom'); export function go() {}",
    /failed while loading: boom/,
  ],
  [
    'a host function of a later protocol',
    "declare const env: unknown; export function go() { env.sha3_256('x', 0n) }",
    /comes with protocol 87/,
  ],
  [
    'a public method without a kind',
    `${near}@NearBindgen({}) export class A { @view({}) ok() {} helper() {} }`,
    /'helper' \(line 2\) has no kind: add @view/,
  ],
]

for (const [what, source, message] of refused) {
  test(`refused at build time: ${what}`, async (t) => {
    const error = await t.throwsAsync(compileText(source), { name: 'CompileError' })
    t.regex(error?.message ?? '', message)
  })
}

test('refused at build time: more bytes than the chain takes', async (t) => {
  const source = `const text = '${'x'.repeat(4_200_000)}'; declare const env: unknown
    export function go() { env.value_return(text) }`
  await t.throwsAsync(compileText(source), { message: /bytes of wasm; the chain takes 4194304/ })
})

test('private helpers need no kind', async (t) => {
  const source = `${near}@NearBindgen({}) export class A {
    @view({}) ok(): number { return this._a() + this.b() }
    _a() { return 1 }
    private b() { return 2 }
  }`
  const { devnet } = await deployOnDevnet((await compileText(source)).wasm)
  t.is(await devnet.view(deployedId, 'ok'), 3)
})

test('the time and randomness inside a method panic', async (t) => {
  const source = `declare const env: unknown
    export function now() { env.value_return(String(Date.now())) }
    export function random() { env.value_return(String(Math.random())) }`
  const { devnet, user } = await deployOnDevnet((await compileText(source)).wasm)
  const now = await devnet.call(user, deployedId, 'now', {})
  t.regex(failureText(now.failure), /no clock/)
  const random = await devnet.call(user, deployedId, 'random', {})
  t.regex(failureText(random.failure), /random seed/)
})

test('a panic carries the message first, and a stack only in debug builds', async (t) => {
  const source = `function inner() { throw new Error('ERR_X: what happened') }
    export function go() { inner() }`
  for (const debug of [false, true]) {
    const { devnet, user } = await deployOnDevnet((await compileText(source, { debug })).wasm)
    const result = await devnet.call(user, deployedId, 'go', {})
    t.regex(failureText(result.failure), /panicked: ERR_X: what happened"/)
    t.is(result.logs.length, debug ? 1 : 0)
    if (debug) t.regex(result.logs[0] ?? '', /at inner \(contract\.js:\d+\)\n +at go/)
  }
})

test('memory that grows to its limit fails with words', async (t) => {
  const source = `declare const env: unknown
    const done = (value: unknown) => env.value_return(String(value))
    export function grow() { const all: Uint8Array[] = []; while (all.length >= 0) all.push(new Uint8Array(4_000_000)); done(all) }
    export function text() { let s = 'x'; while (s !== '') s += s; done(s) }
    export function deep() { const f = (n: number): number => f(n + 1) + 1; done(f(0)) }`
  const { devnet, user } = await deployOnDevnet((await compileText(source)).wasm)
  const grown = await devnet.call(user, deployedId, 'grow', {}, { gas: 1_000_000_000_000_000n })
  t.regex(failureText(grown.failure), /out of memory/)
  const text = await devnet.call(user, deployedId, 'text', {}, { gas: 1_000_000_000_000_000n })
  t.regex(failureText(text.failure), /out of memory|string too long/)
  const deep = await devnet.call(user, deployedId, 'deep', {}, { gas: 1_000_000_000_000_000n })
  t.regex(failureText(deep.failure), /Accessed memory outside the bounds/)
})
