import test from 'ava'
import fc from 'fast-check'
import { compileText, deployedId, deployOnDevnet } from '../support/compile-fixture.js'
import { fuzzAsync } from '../support/fuzz.js'

const source = `declare const env: unknown
  import { base64Decode, bytesEqual, hexDecode, hexEncode, input, u128Read, u128Write, utf8Decode, valueReturn } from '@host'
  const show = (bytes: Uint8Array | undefined) => valueReturn(bytes === undefined ? 'none' : 'hex:' + hexEncode(bytes))
  export function base64() { show(base64Decode(utf8Decode(input()))) }
  export function hex() { show(hexDecode(utf8Decode(input()))) }
  export function encode() { valueReturn(hexEncode(input())) }
  export function equal() { const all = input(); const half = all.length >> 1; valueReturn(String(bytesEqual(all.subarray(0, half), all.subarray(half)))) }
  export function read() { const all = input(); valueReturn(String(u128Read(all, all.length - 16))) }
  export function write() { const out = new Uint8Array(20); u128Write(out, 3, BigInt(utf8Decode(input()))); valueReturn(hexEncode(out)) }
  export function wrong() {
    const words = (run: () => unknown) => { try { return String(run()) } catch (e) { return (e as Error).message } }
    const few = new Uint8Array(17)
    valueReturn([
      words(() => u128Read(few, 2)),
      words(() => u128Read(few, -1)),
      words(() => u128Read('text' as never, 0)),
      words(() => u128Write(few, 0, -1n)),
      words(() => u128Write(few, 0, 2n ** 128n)),
      words(() => hexEncode(5 as never)),
      words(() => base64Decode(null as never)),
    ].join('|'))
  }`

type Call = (method: string, input: Uint8Array | string) => Promise<string>

async function codec(): Promise<Call> {
  const { devnet } = await deployOnDevnet((await compileText(source)).wasm)
  return async (method, input) =>
    Buffer.from(await devnet.viewRaw(deployedId, method, Buffer.from(input))).toString()
}

test('base64: every padded canonical text and no other', async (t) => {
  const call = await codec()
  const alphabet = 'ABCXYZabcxyz0189+/=-_ \n'
  const texts = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    fc.string({ unit: fc.constantFrom(...alphabet), maxLength: 12 }),
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(texts, async (text) => {
      const bytes = Buffer.from(text, 'base64')
      const isCanonical = bytes.toString('base64') === text
      t.is(await call('base64', text), isCanonical ? `hex:${bytes.toString('hex')}` : 'none', text)
    }),
    300,
  )
})

test('hex: every lower-case text of whole bytes and no other', async (t) => {
  const call = await codec()
  const texts = fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('hex')),
    fc.string({ unit: fc.constantFrom(...'0189afAFgx '), maxLength: 8 }),
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(texts, async (text) => {
      const isHex = /^([0-9a-f]{2})*$/.test(text)
      t.is(await call('hex', text), isHex ? `hex:${text}` : 'none', text)
    }),
    200,
  )
  t.is(await call('encode', Uint8Array.of(0, 15, 255)), '000fff')
})

test('u128 in little-endian bytes, both ways, and equality', async (t) => {
  const call = await codec()
  const edge = fc.constantFrom(
    0n,
    1n,
    2n ** 63n,
    2n ** 64n - 1n,
    2n ** 64n,
    2n ** 127n,
    2n ** 128n - 1n,
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(
      fc.oneof(edge, fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })),
      async (value) => {
        const bytes = Buffer.from(value.toString(16).padStart(32, '0'), 'hex').reverse()
        t.is(await call('read', Buffer.concat([Buffer.from('ab'), bytes])), value.toString())
        t.is(await call('write', value.toString()), `000000${bytes.toString('hex')}00`)
        t.is(await call('equal', Buffer.concat([bytes, bytes])), 'true')
        const other = Buffer.from(bytes)
        other[7] = (other[7] ?? 0) ^ 1
        t.is(await call('equal', Buffer.concat([bytes, other])), 'false')
      },
    ),
    60,
  )
})

test('malformed arguments panic with words', async (t) => {
  const call = await codec()
  t.is(
    await call('wrong', ''),
    [
      '16 bytes at 2 of 17',
      'number is not a safe unsigned integer',
      'expected a Uint8Array',
      'bigint does not fit u128',
      'bigint does not fit u128',
      'expected a Uint8Array or a string',
      'expected a Uint8Array or a string',
    ].join('|'),
  )
})
