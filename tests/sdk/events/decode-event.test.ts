import {
  decodeEvent,
  eventShapes,
  type HubEvents,
  isHubError,
  isKnownEvent,
  parseEvents,
  type Shape,
} from '@research-hub/sdk'
import test from 'ava'

const names = Object.keys(eventShapes) as (keyof HubEvents)[]

const log = (event: string, data: unknown, change: object = {}): string =>
  `EVENT_JSON:${JSON.stringify({ standard: 'research-hub', version: '1.0.0', event, data, ...change })}`

/** Members an event of that shape has. */
function sample(shape: Shape): Record<string, unknown> {
  if (typeof shape === 'string' || !('fields' in shape)) throw new Error('events are objects')
  return Object.fromEntries(
    Object.entries(shape.fields).map(([name, type]) => [name, type === 'number' ? 7 : 'text']),
  )
}

test('every form of every event the contracts emit decodes to its name and members', (t) => {
  t.true(names.length > 10)
  for (const name of names) {
    for (const shape of eventShapes[name]) {
      const data = sample(shape)
      const decoded = decodeEvent(log(name, [data]))
      t.is(decoded.event, name)
      t.deepEqual({ ...decoded.data }, data)
    }
  }
})

test('an event with a member missing, added or of another type is refused', (t) => {
  for (const name of names) {
    const [shape] = eventShapes[name]
    if (shape === undefined || eventShapes[name].length > 1) continue
    const data = sample(shape)
    const [first] = Object.keys(data)
    const optional = typeof shape === 'object' && 'fields' in shape ? (shape.optional ?? []) : []
    const wrong = [
      { ...data, surplus: 1 },
      ...(first === undefined ? [] : [{ ...data, [first]: [] }]),
    ]
    if (first !== undefined && !optional.includes(first)) {
      const { [first]: _, ...rest } = data
      wrong.push(rest)
    }
    for (const each of wrong) {
      t.true(
        isHubError(
          t.throws(() => decodeEvent(log(name, [each]))),
          'SDK_EVENT',
        ),
        name,
      )
    }
  }
})

test('other standards, versions, names and batches are refused', (t) => {
  const data = [{ account_id: 'a.near', token: 'NEAR', amount: '1' }]
  t.is(decodeEvent(log('deposited', data)).event, 'deposited')
  for (const line of [
    'no event',
    'EVENT_JSON:{',
    log('deposited', data, { standard: 'nep141' }),
    log('deposited', data, { version: '2.0.0' }),
    log('toString', data),
    log('deposited', [...data, ...data]),
    log('deposited', data[0]),
  ]) {
    t.true(
      isHubError(
        t.throws(() => decodeEvent(line)),
        'SDK_EVENT',
      ),
      line,
    )
  }
})

test('among logs, the hub’s events are found and known ones get their type', (t) => {
  const [event, later] = parseEvents([
    'plain log',
    log('deposited', [{ account_id: 'a.near', token: 'NEAR', amount: '1' }]),
    log('from_the_future', [{ x: 1 }]),
  ])
  t.true(event !== undefined && isKnownEvent(event, 'deposited') && event.data.amount === '1')
  t.is(later?.event, 'from_the_future')
  t.false(later === undefined || isKnownEvent(later))
})
