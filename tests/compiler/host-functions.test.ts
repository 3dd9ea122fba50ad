import { hostFunctions } from '@research-hub/compiler'
import test from 'ava'
import { compileText } from '../support/compile-fixture.js'
import { callWithMockHost, GuestPanic } from '../support/mock-host.js'

const bytes = 'Uint8Array.of(1, 2, 255)'
const u64 = '18446744073709551615n'
const u128 = '340282366920938463463374607431768211455n'

/** JavaScript and expected value of an argument of each kind; results written by the host have none. */
const samples = {
  u: { source: u64, expected: 2n ** 64n - 1n },
  r: { source: '5n', expected: 5n },
  b: { source: bytes, expected: '0102ff' },
  U: { source: u128, expected: 2n ** 128n - 1n },
  P: { source: '1n, 2n', expected: '01000000000000000200000000000000' },
} as const

function argumentsFor(params: string) {
  return [...params].flatMap((kind) => {
    const sample = samples[kind as keyof typeof samples]
    return sample === undefined ? [] : [sample]
  })
}

test('every host function of the table is called with exactly the arguments it was given', async (t) => {
  const methods = hostFunctions.map(
    ({ name, params }) =>
      `export function call_${name}() { env.${name}(${argumentsFor(params)
        .map(({ source }) => source)
        .join(', ')}) }`,
  )
  const { wasm, report } = await compileText(`declare const env: unknown\n${methods.join('\n')}`, {
    profile: '88',
  })
  for (const { name } of hostFunctions) t.true(report.imports.includes(name), name)
  for (const { name, params } of hostFunctions) {
    const expected = argumentsFor(params).map((sample) => sample.expected)
    if (name === 'panic' || name === 'panic_utf8') {
      t.throws(() => callWithMockHost(wasm, `call_${name}`), { instanceOf: GuestPanic })
      continue
    }
    const calls = callWithMockHost(wasm, `call_${name}`).filter((call) => call.name === name)
    t.deepEqual(calls.at(-1)?.values.slice(0, expected.length), expected, name)
  }
})

test('results come back exactly: u64, u128, u32, registers', async (t) => {
  const { wasm } = await compileText(`
    declare const env: unknown
    import { accountBalance, blockIndex, promiseYieldResume, sha256, readRegister, registerLength,
      promiseYieldCreate, validatorStake } from '@host'
    export function run() {
      const parts = [accountBalance(), blockIndex(), promiseYieldResume('id', 'x'), registerLength(1n),
        readRegister(2n).join(), sha256('a').join(), validatorStake('v.near'),
        promiseYieldCreate('m', '{}', 1n, 2n).promise]
      env.value_return(parts.join(' '))
    }`)
  const returned = callWithMockHost(wasm, 'run').find(({ name }) => name === 'value_return')
  const text = Buffer.from(String(returned?.values[0]), 'hex').toString()
  t.is(text, `${(1n << 64n) + 7n} 1 true 3 9,8,7 9,8,7 ${(1n << 64n) + 7n} 1`)
})

// Detached buffers are not among them: this engine gives a program no way to detach one.
test('malformed arguments of every binding panic with words and never trap', async (t) => {
  const wrong = [
    'undefined',
    'null',
    '{}',
    '[]',
    "Symbol('s')",
    '() => 1',
    '-1',
    '-1n',
    '1.5',
    'NaN',
    '2 ** 53',
    '2n ** 64n',
    '2n ** 128n',
    'new Uint16Array(3)',
    'new DataView(new ArrayBuffer(2))',
    '{ length: 4294967295 }',
  ]
  const source = `
    declare const env: unknown
    const wrong = [${wrong.map((value) => `() => ${value}`).join(', ')}]
    ${hostFunctions
      .map(
        ({ name, params }) => `export function try_${name}() {
          const good = [${argumentsFor(params).map(({ source }) => source)}]
          let refused = 0
          for (let at = 0; at < good.length; at++) {
            for (const make of wrong) {
              const args = good.slice()
              args[at] = make()
              try { env.${name}(...args) } catch (error) {
                if (!(error instanceof TypeError || error instanceof RangeError)) throw error
                refused++
              }
            }
          }
          env.value_return(String(refused))
        }`,
      )
      .join('\n')}`
  const { wasm } = await compileText(source, { profile: '88' })
  for (const { name, params } of hostFunctions) {
    if (name === 'panic' || name === 'panic_utf8') continue
    const kinds = [...params].filter((kind) => kind in samples)
    const calls = callWithMockHost(wasm, `try_${name}`)
    const returned = calls.filter((call) => call.name === 'value_return').at(-1)
    const refused = Number(Buffer.from(String(returned?.values[0]), 'hex').toString())
    // Bytes accept none of these; a u64 refuses all but nothing, a u128 takes what a u64 cannot.
    const least = kinds.length * (wrong.length - 3)
    t.true(refused >= least, `${name}: ${refused} of at least ${least}`)
  }
})

test('SHA-384 and P-384 refuse wrong lengths and types', async (t) => {
  const { wasm } = await compileText(`
    import { p384Verify, sha384, valueReturn } from '@host'
    const words = (run: () => unknown) => { try { return String(run()) } catch (e) { return (e as Error).message } }
    export function run() {
      valueReturn([words(() => sha384(5 as never)), words(() => p384Verify('h', 'short', 'k')),
        words(() => p384Verify('h', new Uint8Array(96), new Uint8Array(97)))].join('|'))
    }`)
  const returned = callWithMockHost(wasm, 'run').find(({ name }) => name === 'value_return')
  t.is(
    Buffer.from(String(returned?.values[0]), 'hex').toString(),
    'expected a Uint8Array or a string|a P-384 signature has 96 bytes and a public key 97|false',
  )
})
