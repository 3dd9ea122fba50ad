import { appendFile, mkdtemp, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isHubError, memoryJournal, resume, sendActions, type Transport } from '@research-hub/sdk'
import { fileJournal } from '@research-hub/sdk/node'
import test from 'ava'
import { counter, oneYocto, senderFixture } from './sender-fixture.js'

const journalPath = async (): Promise<string> =>
  join(await mkdtemp(join(tmpdir(), 'journal-')), 'sends.jsonl')

/** Forwards reads and applies sends, but no send is ever answered. */
function mute(transport: Transport): Transport {
  return {
    request: async (method, params) => {
      const answer = await transport.request(method, params)
      return method === 'send_tx' ? new Promise(() => undefined) : answer
    },
  }
}

test('a process that dies after sending finds the outcome in its journal', async (t) => {
  const { devnet, context } = await senderFixture()
  const path = await journalPath()
  const first = await fileJournal(path)
  const dying = { ...context, journal: first, transport: mute(context.transport) }
  void sendActions(dying, counter(1), oneYocto, { key: 'pay bob' }).catch(() => undefined)
  while (devnet.balanceYocto(counter(1)) === 0n) await new Promise((done) => setImmediate(done))
  await first.close()

  const journal = await fileJournal(path)
  const [resumed] = await resume({ ...context, journal })
  t.is(resumed?.entry.id, 'pay bob')
  t.is(resumed?.result?.transactionHash, resumed?.entry.hash ?? '')
  // The same intention again: no second transaction.
  const again = await sendActions({ ...context, journal }, counter(1), oneYocto, { key: 'pay bob' })
  t.is(again.transactionHash, resumed?.entry.hash ?? '')
  t.is(devnet.balanceYocto(counter(1)), 1n)
  await journal.close()
})

test('a process that dies between journal and broadcast sends the same bytes after all', async (t) => {
  const { devnet, context } = await senderFixture()
  const journal = memoryJournal()
  const dying: Transport = {
    request: (method, params) =>
      method === 'send_tx'
        ? new Promise(() => undefined)
        : context.transport.request(method, params),
  }
  void sendActions({ ...context, journal, transport: dying }, counter(1), oneYocto, { key: 'k' })
  while ((await journal.pending()).length === 0) await new Promise((done) => setImmediate(done))
  t.is(devnet.balanceYocto(counter(1)), 0n)
  const [resumed] = await resume({ ...context, journal })
  t.truthy(resumed?.result)
  t.is(devnet.balanceYocto(counter(1)), 1n)
  t.deepEqual(await journal.pending(), [])
})

test('one key stands for one content, also when two sends run at once', async (t) => {
  const { devnet, context } = await senderFixture()
  const own = { ...context, journal: memoryJournal() }
  const [a, b] = await Promise.all([
    sendActions(own, counter(1), oneYocto, { key: 'k' }),
    sendActions(own, counter(1), oneYocto, { key: 'k' }),
  ])
  t.is(a.transactionHash, b.transactionHash)
  t.is(devnet.balanceYocto(counter(1)), 1n)
  const reused = await t.throwsAsync(sendActions(own, counter(2), oneYocto, { key: 'k' }))
  t.true(isHubError(reused, 'SDK_KEY_REUSED'))
})

test('the file is private, survives a torn last line and refuses a damaged one', async (t) => {
  const { context } = await senderFixture()
  const path = await journalPath()
  const journal = await fileJournal(path)
  await sendActions({ ...context, journal }, counter(1), oneYocto, { key: 'one' })
  await sendActions({ ...context, journal }, counter(2), oneYocto, { key: 'two' })
  await journal.close()
  t.is((await stat(path)).mode & 0o777, 0o600)
  await appendFile(path, '{"id":"three","sta')
  const torn = await fileJournal(path)
  t.is((await torn.get('one'))?.state, 'final')
  t.is(await torn.get('three'), undefined)
  await torn.close()
  t.false((await readFile(path, 'utf8')).includes('three'))
  await appendFile(path, 'garbage\n{}\n')
  await t.throwsAsync(fileJournal(path), { message: /damaged/ })
})

test('an expired transaction is proven dead and signed again', async (t) => {
  const { devnet, context } = await senderFixture()
  const journal = memoryJournal()
  const dying: Transport = {
    request: (method, params) =>
      method === 'send_tx'
        ? new Promise(() => undefined)
        : context.transport.request(method, params),
  }
  void sendActions({ ...context, journal, transport: dying }, counter(1), oneYocto, { key: 'k' })
  while ((await journal.pending()).length === 0) await new Promise((done) => setImmediate(done))
  await devnet.request('sandbox_fast_forward', { delta_height: 86_402 })
  const restarted = memoryJournal()
  for (const entry of await journal.pending()) await restarted.put(entry)
  const [resumed] = await resume({ ...context, journal: restarted })
  t.true(isHubError(resumed?.error, 'SDK_TX_REFUSED'))
  t.is((await restarted.get('k'))?.reason, 'expired')
  await sendActions({ ...context, journal: restarted }, counter(1), oneYocto, { key: 'k' })
  t.is(devnet.balanceYocto(counter(1)), 1n)
})
