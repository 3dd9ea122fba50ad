import test from 'ava'
import { actions } from 'near-api-js'
import { accountOf, attempt } from '../../support/calls.js'
import { outboxId } from '../../support/outbox-ids.js'
import {
  neighbourId,
  type ProbeFixture,
  probeFixture,
  probeId,
  users,
} from '../../support/probe-fixture.js'
import { refused } from '../../support/refused.js'
import { sendActions } from '../../support/transactions.js'
import { near, tgas } from '../../support/units.js'

const [ann] = users
const amount = 700n
const notifyArgs = {
  target_id: neighbourId,
  method: 'fund',
  token: 'NEAR',
  amount: String(amount),
  note: 'n',
}

/**
 * An entry whose answer was lost. The chain never loses one, so record and sums are put into the
 * state that a callback without gas would leave.
 */
async function lostAnswer(): Promise<ProbeFixture> {
  const f = await probeFixture()
  await f.as(ann).probe.deposit({}, near)
  await f.as(ann).neighbour.set_mode({ mode: 'failing' })
  await attempt(f.as(ann).probe.notify(notifyArgs))
  const key = `o:${outboxId(f.devnet, probeId)}`
  const entry = read(f, key)
  const totals = read(f, 't:0')
  // Head length of two bytes, version, then the status; four u128 sums, the third in flight, the fourth waiting.
  entry[3] = 0
  totals.writeBigUInt64LE(amount, 32)
  totals.writeBigUInt64LE(0n, 48)
  const record = (key: string, value: Buffer): unknown => ({
    Data: {
      account_id: probeId,
      data_key: Buffer.from(key).toString('base64'),
      value: value.toString('base64'),
    },
  })
  await f.devnet.request('sandbox_patch_state', {
    records: [record(key, entry), record('t:0', totals)],
  })
  await f.as(ann).neighbour.set_mode({ mode: 'accepting' })
  return f
}

function read(f: ProbeFixture, key: string): Buffer {
  const prefix = new TextEncoder().encode(key)
  const [found] = f.devnet.chain.state({ kind: 'head' })?.records(probeId, prefix) ?? []
  if (found === undefined) throw new Error(`no record ${key}`)
  return Buffer.from(found.value)
}

const retry = (f: ProbeFixture) => f.as(ann).probe.retry_outbox({ id: outboxId(f.devnet, probeId) })

const received = async (f: ProbeFixture): Promise<unknown> =>
  ((await f.devnet.view(neighbourId, 'received')) as { count: number }).count

test('an entry may be retried once its answer is known, or asked after when it is long overdue', async (t) => {
  const f = await probeFixture()
  await f.as(ann).probe.deposit({}, near)
  // The second action runs before the neighbour has been reached; a first one shows where ids begin.
  await f.as(ann).probe.notify({ ...notifyArgs, amount: '1' })
  const action = (method: string, args: unknown) =>
    actions.functionCall(method, new TextEncoder().encode(JSON.stringify(args)), 100n * tgas, 0n)
  const outcome = await sendActions(f.devnet, accountOf(f.devnet, ann), probeId, [
    action('notify', notifyArgs),
    action('retry_outbox', { id: outboxId(f.devnet, probeId, 2) }),
  ])
  t.regex(JSON.stringify(outcome), /ERR_OUTBOX_IN_FLIGHT/)
})

test('a lost answer of a neighbour that took nothing: the entry is sent again', async (t) => {
  const f = await lostAnswer()
  await refused(t, 'ERR_OUTBOX_IN_FLIGHT', retry(f))
  f.devnet.produceBlocks(600)
  await refused(t, '', retry(f))
  t.like(await f.devnet.view(probeId, 'outbox_entry', { id: outboxId(f.devnet, probeId) }), {
    status: 'failed',
  })
  t.like(await f.solvency('NEAR'), { outbox: String(amount), in_flight: '0', solvent: true })
  await refused(t, '', retry(f))
  t.is(await f.devnet.view(probeId, 'outbox_entry', { id: outboxId(f.devnet, probeId) }), null)
  t.is(await received(f), 1)
})

test('a lost answer of a neighbour that took the notification: nothing is sent twice', async (t) => {
  const f = await lostAnswer()
  await f.as(probeId).neighbour.fund({ outbox_id: outboxId(f.devnet, probeId) }, amount)
  f.devnet.produceBlocks(600)
  await refused(t, '', retry(f))
  t.is(await f.devnet.view(probeId, 'outbox_entry', { id: outboxId(f.devnet, probeId) }), null)
  t.is(await received(f), 1)
  t.like(await f.solvency('NEAR'), { outbox: '0', in_flight: '0', solvent: true })
})

test('a probe without an answer leaves the entry as it was', async (t) => {
  const f = await lostAnswer()
  await f.as(ann).neighbour.set_mode({ mode: 'failing' })
  f.devnet.produceBlocks(600)
  await attempt(retry(f))
  t.like(await f.devnet.view(probeId, 'outbox_entry', { id: outboxId(f.devnet, probeId) }), {
    status: 'sent',
  })
})
