import { createHash } from 'node:crypto'
import test from 'ava'
import fc from 'fast-check'
import { compileText, deployedId, deployOnDevnet } from '../support/compile-fixture.js'
import { fuzzAsync } from '../support/fuzz.js'

const source = `declare const env: unknown
  import { base64Encode, bytesCompare, bytesCopy, hexDecode, hexEncode, input, readRegisterInto, sha256Chain, storageReadInto, storageWrite, u128Add, u128Compare, u128Difference, u128Read, u128ScaleDown, u128Subtract, u128TakePart, u128Write, utf8Decode, valueReturn } from '@host'
  const words = (run: () => unknown) => { try { return String(run()) } catch (e) { return (e as Error).message } }
  const wide = (value: bigint) => { const bytes = new Uint8Array(19); u128Write(bytes, 3, value); return bytes }
  export function base64() { valueReturn(base64Encode(input())) }
  export function chain() { const all = input(); valueReturn(hexEncode(sha256Chain(all.slice(0, 32), all[32]! * 256 + all[33]!))) }
  export function numbers() {
    const [a, b, multiplier, divisor] = JSON.parse(utf8Decode(input()))
    const x = BigInt(a), y = BigInt(b)
    valueReturn(JSON.stringify([
      words(() => u128Read(wide(x), 3)),
      words(() => u128Compare(wide(x), 3, wide(y), 3)),
      words(() => { const sum = wide(x); u128Add(sum, 3, wide(y), 3); return u128Read(sum, 3) }),
      words(() => { const rest = wide(x); u128Subtract(rest, 3, wide(y), 3); return u128Read(rest, 3) }),
      words(() => { const part = wide(x); u128ScaleDown(part, 3, multiplier, divisor); return u128Read(part, 3) }),
      words(() => { const gap = wide(x); const sign = u128Difference(gap, 3, wide(x), 3, wide(y), 3); return [sign, u128Read(gap, 3)] }),
      words(() => {
        const amounts = new Uint8Array(32)
        u128Write(amounts, 0, x)
        u128TakePart(amounts, 0, 16, wide(y), 3, multiplier, divisor)
        return [u128Read(amounts, 0), u128Read(amounts, 16)]
      }),
    ]))
  }
  export function copies() {
    const bytes = hexDecode('00112233445566778899')!
    bytesCopy(bytes, 4, bytes, 2, 5)
    const into = new Uint8Array(6)
    storageWrite('k', 'value')
    const missing = storageReadInto('none', into)
    const read = storageReadInto('k', into)
    valueReturn([
      hexEncode(bytes), missing, read, hexEncode(into), readRegisterInto(0n, into, 1), hexEncode(into),
      bytesCompare(bytes, 0, bytes, 0, 10), bytesCompare(bytes, 0, bytes, 1, 3) < 0, bytesCompare(bytes, 1, bytes, 0, 3) > 0,
      words(() => bytesCopy(bytes, 6, bytes, 0, 5)),
      words(() => bytesCopy(bytes, 0, bytes, 11, 0)),
      words(() => bytesCopy('text' as never, 0, bytes, 0, 1)),
      words(() => bytesCompare(bytes, 0, bytes, -1, 1)),
      words(() => u128Read(bytes, 0)),
      words(() => u128Write(into, 0, 1n)),
      words(() => u128Write(new Uint8Array(16), 0, -1n)),
      words(() => u128ScaleDown(new Uint8Array(16), 0, 1, 0)),
      words(() => readRegisterInto(0n, into, 2)),
      words(() => sha256Chain(bytes, 1)),
      words(() => sha256Chain(new Uint8Array(32), 65537)),
    ].join('|'))
  }`

type Call = (method: string, input: Uint8Array | string) => Promise<string>

async function slices(): Promise<Call> {
  const { devnet } = await deployOnDevnet((await compileText(source)).wasm)
  return async (method, input) =>
    Buffer.from(await devnet.viewRaw(deployedId, method, Buffer.from(input))).toString()
}

const max = 2n ** 128n - 1n
const edge = fc.constantFrom(0n, 1n, 2n ** 32n, 2n ** 64n - 1n, 2n ** 64n, max - 1n, max)
const u128 = fc.oneof(edge, fc.bigInt({ min: 0n, max }))
const u32 = fc.oneof(fc.constantFrom(0, 1, 2 ** 32 - 1), fc.integer({ min: 0, max: 2 ** 32 - 1 }))

/** What is left of an amount, and its part, taken from it as it joins a total. */
function partOf(amount: bigint, total: bigint, multiplier: bigint, divisor: bigint): string {
  const after = ((total + amount) * multiplier) / divisor
  const part = after - (total * multiplier) / divisor
  const doesFit = total + amount <= max && after <= max && part <= amount
  return doesFit ? `${amount - part},${part}` : 'the part does not fit the amount'
}

test('u128 arithmetic in place agrees with bigints, refusals included', async (t) => {
  const call = await slices()
  const at = u32.filter((value) => value > 0)
  await fuzzAsync(
    t,
    fc.asyncProperty(u128, u128, u32, at, async (a, b, multiplier, divisor) => {
      const scaled = (a * BigInt(multiplier)) / BigInt(divisor)
      const answer = await call('numbers', JSON.stringify([`${a}`, `${b}`, multiplier, divisor]))
      t.deepEqual(JSON.parse(answer), [
        `${a}`,
        `${a < b ? -1 : a > b ? 1 : 0}`,
        a + b > max ? 'the sum does not fit u128' : `${a + b}`,
        b > a ? 'the difference is below zero' : `${a - b}`,
        scaled > max ? 'the quotient does not fit u128' : `${scaled}`,
        `${a < b ? -1 : a > b ? 1 : 0},${a < b ? b - a : a - b}`,
        partOf(a, b, BigInt(multiplier), BigInt(divisor)),
      ])
    }),
    150,
  )
})

test('hash chains and base64 agree with node', async (t) => {
  const call = await slices()
  const start = fc.uint8Array({ minLength: 32, maxLength: 32 })
  await fuzzAsync(
    t,
    fc.asyncProperty(start, fc.nat({ max: 70 }), async (bytes, count) => {
      let expected = Buffer.from(bytes)
      for (let i = 0; i < count; i++) expected = createHash('sha256').update(expected).digest()
      const sent = Uint8Array.from([...bytes, count >> 8, count & 255])
      t.is(await call('chain', sent), expected.toString('hex'))
    }),
    30,
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.uint8Array({ maxLength: 70 }), async (bytes) => {
      t.is(await call('base64', bytes), Buffer.from(bytes).toString('base64'))
    }),
    40,
  )
})

test('copies, comparisons and registers keep to their arrays', async (t) => {
  const { devnet, user } = await deployOnDevnet((await compileText(source)).wasm)
  const { value } = await devnet.call(user, deployedId, 'copies', {})
  t.is(
    Buffer.from(value ?? []).toString(),
    [
      '00112233223344556699',
      -1,
      5,
      '76616c756500',
      5,
      '7676616c7565',
      0,
      true,
      true,
      'the slice ends outside its array',
      'the slice ends outside its array',
      'expected a Uint8Array',
      'number is not a safe unsigned integer',
      'the slice ends outside its array',
      'the slice ends outside its array',
      'bigint does not fit u128',
      'multiplier and divisor are 32 bits, the divisor above zero',
      'the register does not fit',
      'a chain starts at 32 bytes and has at most 65536 steps',
      'a chain starts at 32 bytes and has at most 65536 steps',
    ].join('|'),
  )
})
