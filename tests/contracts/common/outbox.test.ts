import test from 'ava'
import fc from 'fast-check'
import { attempt } from '../../support/calls.js'
import { fuzzAsync } from '../../support/fuzz.js'
import {
  neighbourId,
  type ProbeFixture,
  probeFixture,
  probeId,
  sendTokens,
  tokenId,
  users,
} from '../../support/probe-fixture.js'
import { refused } from '../../support/refused.js'
import { near } from '../../support/units.js'

const [ann] = users

type Received = { readonly count: number; readonly amount: string; readonly args: string }

const received = async (f: ProbeFixture): Promise<Received> =>
  (await f.devnet.view(neighbourId, 'received')) as Received

const entry = (f: ProbeFixture, id: string): Promise<unknown> =>
  f.devnet.view(probeId, 'outbox_entry', { id })

const notify = (f: ProbeFixture, token: string, amount: bigint, method = 'fund') =>
  f
    .as(ann)
    .probe.notify(
      { target_id: neighbourId, method, token, amount: String(amount), note: 'n' },
      token === 'NEAR' ? 0n : 1n,
    )

test('INV-32 whatever fails and however often one retries, money arrives once and none is lost', async (t) => {
  const f = await probeFixture()
  await f.as(ann).probe.deposit({}, near)
  await refused(t, '', sendTokens(f, ann, tokenId, 10_000n))
  const start = f.devnet.snapshot()
  const pattern = fc.array(fc.constantFrom('failing', 'accepting'), { minLength: 1, maxLength: 5 })
  await fuzzAsync(
    t,
    fc.asyncProperty(pattern, fc.boolean(), async (modes, isNear) => {
      f.devnet.revert(start)
      const token = isNear ? 'NEAR' : tokenId
      await f.as(ann).neighbour.set_mode({ mode: modes[0] })
      await attempt(notify(f, token, 700n))
      for (const mode of modes) {
        await f.as(ann).neighbour.set_mode({ mode })
        await attempt(f.as(ann).probe.retry_outbox({ id: '1' }, isNear ? 0n : 1n))
      }
      const isDelivered = modes.includes('accepting')
      t.is((await received(f)).count, isDelivered ? 1 : 0)
      t.is((await received(f)).amount, isDelivered ? '700' : '0')
      const books = await f.solvency(token)
      t.is(books.outbox, isDelivered ? '0' : '700')
      t.is(books.in_flight, '0')
      t.true(books.solvent)
      t.is((await entry(f, '1')) === null, isDelivered)
    }),
    12,
  )
})

test('a receiver takes a notification once, and hands the money of a second one back', async (t) => {
  const f = await probeFixture()
  const take = (by: string, id: string, amount: bigint) =>
    f.as(by).probe.take({ note: ann, outbox_id: id }, amount)
  for (const id of ['1', '300', '7', '18446744073709551615']) {
    await refused(t, '', take(neighbourId, id, 10n))
    await refused(t, '', take(neighbourId, id, 0n))
  }
  // Another sender's ids are its own.
  await refused(t, '', take(users[1], '1', 10n))
  t.is(await f.devnet.view(probeId, 'credit_of', { account_id: ann, token: 'NEAR' }), '50')
  const seen = (sender_id: string, outbox_id: string) =>
    f.devnet.view(probeId, 'outbox_received', { sender_id, outbox_id })
  t.true(await seen(neighbourId, '300'))
  t.false(await seen(neighbourId, '301'))
  t.false(await seen(users[1], '300'))
})

test('an entry is kept with its reason to retry, and a huge answer changes nothing', async (t) => {
  const f = await probeFixture()
  await f.as(ann).probe.deposit({}, near)
  await f.as(ann).neighbour.set_mode({ mode: 'failing' })
  await attempt(notify(f, 'NEAR', 700n))
  const kept = (await entry(f, '1')) as Record<string, unknown>
  t.like(kept, { id: '1', status: 'failed', target_id: neighbourId, method: 'fund', amount: '700' })
  await refused(t, 'ERR_NOT_PAYABLE', f.as(ann).probe.retry_outbox({ id: '1' }, 1n))
  await f.as(ann).neighbour.set_mode({ mode: 'bomb' })
  await attempt(f.as(ann).probe.retry_outbox({ id: '1' }))
  t.is(await entry(f, '1'), null)
  t.is((await received(f)).count, 1)
  await refused(t, 'ERR_OUTBOX_UNKNOWN', f.as(ann).probe.retry_outbox({ id: '1' }))
})

test('tokens for a neighbour need their yocto', async (t) => {
  const f = await probeFixture()
  await refused(t, '', sendTokens(f, ann, tokenId, 10_000n))
  const args = {
    target_id: neighbourId,
    method: 'fund',
    token: tokenId,
    amount: '5',
    note: 'n',
  }
  await refused(t, 'ERR_ONE_YOCTO', f.as(ann).probe.notify(args))
  await refused(t, '', f.as(ann).probe.notify(args, 1n))
  t.is((await received(f)).amount, '5')
})

test('callbacks are the contract\u2019s own', async (t) => {
  const f = await probeFixture()
  for (const method of ['on_outbox', 'on_outbox_probe'] as const) {
    await refused(t, 'ERR_PRIVATE', f.as(ann).probe[method]({ id: '1' }))
  }
  const args = { account_id: ann, token: 'NEAR', amount: '1' }
  await refused(t, 'ERR_PRIVATE', f.as(ann).probe.on_withdraw(args))
  await refused(t, 'ERR_PRIVATE', f.as(ann).probe.migrate())
})
