import { base58 } from '@scure/base'
import test from 'ava'
import fc from 'fast-check'
import { compileText, deployedId, deployOnDevnet } from '../support/compile-fixture.js'
import { fuzzAsync } from '../support/fuzz.js'

const source = `declare const env: unknown
  import { base58Decode, base58Encode, base64Decode, bytesEqual, hexDecode, hexEncode, input, recordDecode, recordDecodeList, recordEncode, recordEncodeList, type RecordField, utf8Decode, valueReturn } from '@host'
  const named = (values: readonly RecordField[]) => Object.fromEntries(values.map((value, i) => ['field' + i, value]))
  const template = (layout: string) => named(Array.from(layout, () => 0))
  const pack = (layout: string, values: readonly RecordField[]) => recordEncode(template(layout), layout, named(values))
  const unpack = (layout: string, bytes: Uint8Array) => Object.values(recordDecode(template(layout), layout, bytes))
  const packAll = (layout: string, items: readonly (readonly RecordField[])[]) => recordEncodeList(template(layout), layout, items.map(named))
  const unpackAll = (layout: string, bytes: Uint8Array) => recordDecodeList(template(layout), layout, bytes).map((item) => Object.values(item))
  const show = (bytes: Uint8Array | undefined) => valueReturn(bytes === undefined ? 'none' : 'hex:' + hexEncode(bytes))
  export function base64() { show(base64Decode(utf8Decode(input()))) }
  export function hex() { show(hexDecode(utf8Decode(input()))) }
  export function base58() { show(base58Decode(utf8Decode(input()))) }
  export function encode58() { valueReturn(base58Encode(input())) }
  export function encode() { valueReturn(hexEncode(input())) }
  export function equal() { const all = input(); const half = all.length >> 1; valueReturn(String(bytesEqual(all.subarray(0, half), all.subarray(half)))) }
  export function round() {
    const fields = JSON.parse(utf8Decode(input()))
    const packed = pack('12486sh', [fields[0], fields[1], fields[2], BigInt(fields[3]), BigInt(fields[4]), fields[5], hexDecode(fields[6])!])
    const back = unpack('12486sh', packed)
    valueReturn(hexEncode(packed) + ' ' + JSON.stringify([back[0], back[1], back[2], String(back[3]), String(back[4]), back[5], hexEncode(back[6] as Uint8Array)]))
  }
  export function list() {
    const items = JSON.parse(utf8Decode(input())) as [number, string, string][]
    const packed = packAll('48s', items.map(([a, b, c]) => [a, BigInt(b), c]))
    valueReturn(hexEncode(packed) + ' ' + JSON.stringify(unpackAll('48s', packed).map(([a, b, c]) => [a, String(b), c])))
  }
  export function wrongList() {
    const words = (run: () => unknown) => { try { return String(run()) } catch (e) { return (e as Error).message } }
    valueReturn([
      words(() => packAll('1', [[1], [256]])),
      words(() => packAll('h', Array.from({ length: 80 }, () => [new Uint8Array(32)]))),
      words(() => packAll('1', [[1], []])),
      words(() => unpackAll('2', new Uint8Array(3))),
      words(() => unpackAll('', new Uint8Array(1))),
      words(() => unpackAll('12', new Uint8Array()).length),
    ].join('|'))
  }
  export function wrong() {
    const words = (run: () => unknown) => { try { return String(run()) } catch (e) { return (e as Error).message } }
    valueReturn([
      words(() => pack('1', [256])),
      words(() => pack('8', [2n ** 64n])),
      words(() => pack('6', [-1n])),
      words(() => pack('h', [new Uint8Array(31)])),
      words(() => pack('s', ['x'.repeat(256)])),
      words(() => pack('?', [1])),
      words(() => pack('1', [])),
      words(() => pack('h'.repeat(80), Array.from({ length: 80 }, () => new Uint8Array(32)))),
      words(() => unpack('2', new Uint8Array(1))),
      words(() => unpack('1', new Uint8Array(2))),
      words(() => unpack('s', Uint8Array.of(5, 1))),
      words(() => unpack('s', new Uint8Array())),
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

test('base58: as an independent library has it, and no other text', async (t) => {
  const call = await codec()
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.uint8Array({ maxLength: 128, max: 255 }), async (bytes) => {
      const text = base58.encode(bytes)
      t.is(await call('encode58', bytes), text)
      t.is(await call('base58', text), `hex:${Buffer.from(bytes).toString('hex')}`)
      t.is(await call('base58', `${text}0`), 'none')
    }),
    80,
  )
  for (const text of ['O', 'l', 'I', ' ', 'z'.repeat(200), '1'.repeat(129)])
    t.is(await call('base58', text), 'none')
  t.is(await call('base58', '11'), 'hex:0000')
  await t.throwsAsync(call('encode58', new Uint8Array(129)), { message: /base58 of more than 128/ })
})

test('records: the bytes of the layout, and back; equality', async (t) => {
  const call = await codec()
  const edge = fc.constantFrom(0n, 2n ** 63n, 2n ** 64n - 1n)
  const large = fc.oneof(edge, fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }))
  const fields = fc.tuple(
    fc.nat({ max: 255 }),
    fc.nat({ max: 65_535 }),
    fc.integer({ min: 0, max: 2 ** 32 - 1 }),
    fc.oneof(edge, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    large,
    fc.string({ maxLength: 20 }),
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(fields, async ([u8, u16, u32, u64, u128, text, bytes]) => {
      const little = (value: bigint, size: number): Buffer =>
        Buffer.from(value.toString(16).padStart(size * 2, '0'), 'hex').reverse()
      const utf8 = Buffer.from(text)
      const expected = Buffer.concat([
        little(BigInt(u8), 1),
        little(BigInt(u16), 2),
        little(BigInt(u32), 4),
        little(u64, 8),
        little(u128, 16),
        Buffer.of(utf8.length),
        utf8,
        bytes,
      ])
      const sent = JSON.stringify([
        u8,
        u16,
        u32,
        `${u64}`,
        `${u128}`,
        text,
        Buffer.from(bytes).toString('hex'),
      ])
      t.is(await call('round', sent), `${expected.toString('hex')} ${sent}`)
      t.is(await call('equal', Buffer.concat([bytes, bytes])), 'true')
      const other = Buffer.from(bytes)
      other[7] = (other[7] ?? 0) ^ 1
      t.is(await call('equal', Buffer.concat([bytes, other])), 'false')
    }),
    60,
  )
})

test('malformed arguments panic with words', async (t) => {
  const call = await codec()
  t.is(
    await call('wrong', ''),
    [
      'record field 0: the number is too large',
      'record field 0: the number is too large',
      'bigint does not fit u128',
      'record field 0: wrong length',
      'record field 0: wrong length',
      'record field 0: unknown letter',
      'expected a bigint',
      'record field 57: the record is too long',
      'record field 0: the record ends early',
      'record field 1: bytes are left over',
      'record field 0: the record ends early',
      'record field 0: unknown letter or no more bytes',
      'expected a Uint8Array or a string',
      'expected a Uint8Array or a string',
    ].join('|'),
  )
})

test('lists of records: each record behind the other, and what does not fit', async (t) => {
  const call = await codec()
  const item = fc.tuple(
    fc.nat(0xffff_ffff),
    fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String),
    fc.string({ unit: fc.constantFrom(...'az09.'), maxLength: 20 }),
  )
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(item, { maxLength: 30 }), async (items) => {
      const expected = items.map(([a, b, c]) => {
        const bytes = Buffer.alloc(13)
        bytes.writeUInt32LE(a)
        bytes.writeBigUInt64LE(BigInt(b), 4)
        bytes.writeUInt8(c.length, 12)
        return Buffer.concat([bytes, Buffer.from(c)])
      })
      const json = JSON.stringify(items)
      t.is(await call('list', json), `${Buffer.concat(expected).toString('hex')} ${json}`)
    }),
    60,
  )
  t.is(
    await call('wrongList', ''),
    [
      'record field 0: the number is too large',
      'record field 0: the record is too long',
      'expected a bigint',
      'record field 0: the record ends early',
      'record field 0: a record of a list has no bytes',
      '0',
    ].join('|'),
  )
})
