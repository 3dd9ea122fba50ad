import { type BorshSchema, encodeBorsh } from '@research-hub/sdk/codecs'
import test from 'ava'
import { type Schema, serialize } from 'borsh'

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

const integers = [
  ['u8', 8],
  ['u16', 16],
  ['u32', 32],
  ['u64', 64],
  ['u128', 128],
] as const

test('borsh itself cuts an integer off that its field does not hold', (t) => {
  t.is(hex(serialize('u128', 2n ** 128n + 7n)), `07${'00'.repeat(15)}`)
  t.is(hex(serialize('u64', -1n)), 'ff'.repeat(8))
  t.is(hex(serialize('u8', 256)), '00')
})

for (const [type, bits] of integers) {
  test(`a ${type} out of range is refused, at the top and inside`, (t) => {
    const most = 2n ** BigInt(bits) - 1n
    const typed = (value: bigint): bigint | number => (bits > 32 ? value : Number(value))
    t.is(hex(encodeBorsh(type, typed(most))), 'ff'.repeat(bits / 8))
    t.is(hex(encodeBorsh(type, typed(0n))), '00'.repeat(bits / 8))
    const places: readonly (readonly [Schema, (value: unknown) => unknown])[] = [
      [type, (value) => value],
      [{ option: type }, (value) => value],
      [{ array: { type } }, (value) => [value]],
      [{ struct: { field: type } }, (field) => ({ field })],
      [{ enum: [{ struct: { other: 'u8' } }, { struct: { it: type } }] }, (it) => ({ it })],
      [{ map: { key: 'string', value: type } }, (value) => new Map([['key', value]])],
      [{ map: { key: type, value: 'string' } }, (value) => new Map([[value, 'value']])],
    ]
    for (const [schema, holding] of places) {
      t.notThrows(() => encodeBorsh(schema, holding(typed(most))))
      for (const wrong of [most + 1n, -1n, -most, 0.5, Number.NaN, undefined]) {
        if (wrong === undefined && typeof schema === 'object' && 'option' in schema) continue
        const given = typeof wrong === 'bigint' ? typed(wrong) : wrong
        t.throws(() => encodeBorsh(schema, holding(given)), { instanceOf: RangeError }, `${given}`)
      }
    }
  })
}

test('bytes of another length than the schema has are refused', (t) => {
  const schema: BorshSchema = { struct: { key: { array: { type: 'u8', len: 32 } } } }
  t.is(encodeBorsh(schema, { key: new Uint8Array(32) }).length, 32)
  for (const key of [new Uint8Array(31), new Uint8Array(33), [], undefined])
    t.throws(() => encodeBorsh(schema, { key }), { instanceOf: RangeError })
})
