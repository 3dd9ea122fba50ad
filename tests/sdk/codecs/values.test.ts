import { decodeValue, encodeValue, isHubError, type Shape } from '@research-hub/sdk'
import test from 'ava'
import fc from 'fast-check'
import { fuzz } from '../../support/fuzz.js'

const item: Shape = { fields: { item_id: 'bigint', is_new: 'boolean' }, optional: ['is_new'] }
const shape: Shape = {
  fields: {
    account_id: 'string',
    amount_yocto: 'bigint',
    kind: { is: ['a', 'b', 3, true] },
    items: { list: item },
    maybe: { oneOf: ['null', 'bigint'] },
    by_name: { record: 'number' },
    pair: { tuple: ['number', 'string'] },
    note: 'unknown',
  },
  optional: ['note'],
}

const value = {
  accountId: 'a.near',
  amountYocto: 10n ** 30n,
  kind: 3,
  items: [{ itemId: 1n }, { itemId: 2n, isNew: true }],
  maybe: null,
  byName: { some_key: 1 },
  pair: [1, 'x'],
}

test('values become wire form and come back', (t) => {
  const wire = encodeValue(shape, value)
  t.deepEqual(wire, {
    account_id: 'a.near',
    amount_yocto: `1${'0'.repeat(30)}`,
    kind: 3,
    items: [{ item_id: '1' }, { item_id: '2', is_new: true }],
    maybe: null,
    by_name: { some_key: 1 },
    pair: [1, 'x'],
  })
  t.deepEqual(decodeValue(shape, JSON.parse(JSON.stringify(wire))), value)
})

test('a wrong parameter is refused with its name before anything is sent', (t) => {
  for (const [change, name] of [
    [{ amountYocto: 5 }, 'amountYocto'],
    [{ accountId: undefined }, 'accountId'],
    [{ kind: 'c' }, 'kind'],
    [{ items: [{ itemId: '1' }] }, 'items[0].itemId'],
    [{ pair: [1] }, 'pair'],
    [{ extra: 1 }, 'extra'],
  ] as const) {
    const error = t.throws(() => encodeValue(shape, { ...value, ...change }))
    t.true(isHubError(error, 'SDK_PARAMETER'))
    t.true(error?.message.includes(`parameter ${name} is`), error?.message)
  }
})

test('a result of another form is refused; members added later are passed over', (t) => {
  const wire = encodeValue(shape, value) as Record<string, unknown>
  t.deepEqual(decodeValue(shape, { ...wire, added: 1 }), value)
  for (const change of [
    { amount_yocto: '01' },
    { amount_yocto: 1 },
    { account_id: null },
    { items: 'no' },
    { by_name: { a: '1' } },
    { maybe: undefined },
  ]) {
    const error = t.throws(() => decodeValue(shape, { ...wire, ...change }))
    t.true(isHubError(error, 'SDK_BAD_RESULT'))
  }
})

test('any bigint survives the way there and back', (t) => {
  fuzz(
    t,
    fc.property(fc.bigInt(), fc.array(fc.bigInt()), (one, many) => {
      const both: Shape = { fields: { one_value: 'bigint', many_values: { list: 'bigint' } } }
      const wire = JSON.parse(
        JSON.stringify(encodeValue(both, { oneValue: one, manyValues: many })),
      )
      const back = decodeValue(both, wire) as { oneValue: bigint; manyValues: bigint[] }
      return back.oneValue === one && back.manyValues.every((each, i) => each === many[i])
    }),
  )
})
