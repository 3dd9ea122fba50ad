import { type ErrorCode, errorRegistry, isHubError, parsePanic } from '@research-hub/sdk'
import test from 'ava'

/** A value such as contracts put in: amounts, accounts, words. */
const sampleValue = (i: number): string =>
  ['12345', 'alice.near', 'a "quoted" word', '0'][i % 4] ?? ''

function panicOf(code: ErrorCode): { readonly text: string; readonly values: readonly string[] } {
  const { message, nextAction } = errorRegistry[code]
  const numbers = [...message.matchAll(/\{(\d+)\}/g)].map(([, number]) => Number(number))
  const values = Array.from({ length: Math.max(-1, ...numbers) + 1 }, (_, i) => sampleValue(i))
  const filled = values.reduce((text, value, i) => text.split(`{${i}}`).join(value), message)
  return { text: `${code}: ${filled}; ${nextAction}`, values }
}

const codes = (Object.keys(errorRegistry) as ErrorCode[]).filter((code) => code.startsWith('ERR_'))

test('every contract error is read back from a failed transaction, values included', (t) => {
  t.true(codes.length > 40)
  for (const code of codes) {
    const { text, values } = panicOf(code)
    const error = parsePanic(`Smart contract panicked: ${text}\n    at somewhere`)
    t.is(error?.code, code)
    t.deepEqual([...(error?.values ?? [])], [...values], code)
    t.is(error?.nextAction, errorRegistry[code].nextAction)
    t.false(error?.message.includes(errorRegistry[code].nextAction) ?? true)
  }
})

test('every contract error is read back from a failed view, quotes included', (t) => {
  for (const code of codes) {
    const { text, values } = panicOf(code)
    const escaped = `${text}\n    at stack`.replace(/["\\]/g, '\\$&').replace('\n', '\\n')
    const error = parsePanic(
      `wasm execution failed with error: HostError(GuestPanic { panic_msg: "${escaped}" })`,
    )
    t.is(error?.code, code)
    t.deepEqual([...(error?.values ?? [])], [...values], code)
  }
})

test('a code narrows the values to its own', (t) => {
  const error: unknown = parsePanic(
    'Smart contract panicked: ERR_CREDIT_SHORT: the credit is 5, less than 7; withdraw at most the credit',
  )
  if (!isHubError(error, 'ERR_CREDIT_SHORT')) return t.fail()
  const [credit, wanted] = error.values
  t.deepEqual([credit, wanted], ['5', '7'])
})

test('foreign panics and codes of newer contracts are not taken for known ones', (t) => {
  t.is(parsePanic('Smart contract panicked: index out of bounds'), undefined)
  t.is(parsePanic('Smart contract panicked: ERR_FROM_THE_FUTURE: x; y'), undefined)
  const changed = parsePanic('Smart contract panicked: ERR_CREDIT_SHORT: another wording; act')
  t.is(changed?.code, 'ERR_CREDIT_SHORT')
  t.deepEqual([...(changed?.values ?? ['?'])], [])
})
