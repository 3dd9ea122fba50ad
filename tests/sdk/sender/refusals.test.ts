import { isHubError, memoryJournal, sendActions, type Transport } from '@research-hub/sdk'
import test from 'ava'
import { counter, oneYocto, senderFixture } from './sender-fixture.js'

test('a transaction the chain refuses is reported with the reason and is not sent again', async (t) => {
  const { context } = await senderFixture()
  let sends = 0
  const transport: Transport = {
    request: (method, params) => {
      if (method === 'send_tx') sends++
      return context.transport.request(method, params)
    },
  }
  const tooMuch = [{ kind: 'transfer', amountYocto: 10n ** 36n }] as const
  const error = await t.throwsAsync(sendActions({ ...context, transport }, counter(1), tooMuch))
  t.true(isHubError(error, 'SDK_TX_REFUSED'))
  t.regex(error.message, /NotEnoughBalance/)
  t.is(sends, 1)
})

test('a signal that aborts before the broadcast leaves nothing behind', async (t) => {
  const { devnet, context } = await senderFixture()
  const journal = memoryJournal()
  const controller = new AbortController()
  const onSigned = (): void => controller.abort(new Error('changed my mind'))
  const { signal } = controller
  const sent = sendActions({ ...context, journal, onSigned }, counter(1), oneYocto, { signal })
  await t.throwsAsync(sent, { message: 'changed my mind' })
  t.deepEqual(await journal.pending(), [])
  t.is(devnet.balanceYocto(counter(1)), 0n)
})

test('a signal or a time-out after the broadcast says that the fate is unknown, with the hash', async (t) => {
  const { context } = await senderFixture()
  const silent: Transport = {
    request: (method, params) =>
      method === 'send_tx'
        ? new Promise(() => undefined)
        : context.transport.request(method, params),
  }
  const journal = memoryJournal()
  const controller = new AbortController()
  const stopped = sendActions({ ...context, journal, transport: silent }, counter(1), oneYocto, {
    signal: controller.signal,
  })
  while ((await journal.pending()).length === 0) await new Promise((done) => setImmediate(done))
  controller.abort()
  const aborted = await t.throwsAsync(stopped)
  t.true(isHubError(aborted, 'SDK_TX_UNKNOWN') && aborted.transactionHash !== undefined)
  const late = await t.throwsAsync(
    sendActions({ ...context, transport: silent }, counter(1), oneYocto, { timeoutMs: 200 }),
  )
  t.true(isHubError(late, 'SDK_TX_UNKNOWN'))
})

test('an endpoint that does not answer reads is given up in time', async (t) => {
  const { context } = await senderFixture()
  const dead: Transport = { request: () => new Promise(() => undefined) }
  const sent = sendActions({ ...context, transport: dead }, counter(1), oneYocto, {
    timeoutMs: 100,
  })
  t.true(isHubError(await t.throwsAsync(sent), 'SDK_TRANSPORT'))
})
