import test from 'ava'
import fc from 'fast-check'
import { attempt } from '../../support/calls.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { outboxId } from '../../support/outbox-ids.js'
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

const text = (value: string) => new TextEncoder().encode(value)

const notice = (token: string, amount: bigint) => ({
  target_id: neighbourId,
  method: 'fund',
  token,
  amount: String(amount),
  note: 'n',
})

const notify = (f: ProbeFixture, token: string, amount: bigint) =>
  f.as(ann).probe.notify(notice(token, amount), token === 'NEAR' ? 0n : 1n)

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
        await attempt(
          f.as(ann).probe.retry_outbox({ id: outboxId(f.devnet, probeId) }, isNear ? 0n : 1n),
        )
      }
      const isDelivered = modes.includes('accepting')
      t.is((await received(f)).count, isDelivered ? 1 : 0)
      t.is((await received(f)).amount, isDelivered ? '700' : '0')
      const books = await f.solvency(token)
      t.is(books.outbox, isDelivered ? '0' : '700')
      t.is(books.in_flight, '0')
      t.true(books.solvent)
      t.is((await entry(f, outboxId(f.devnet, probeId))) === null, isDelivered)
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
    f.devnet.view(probeId, 'outbox_received', { sender_id, outbox_id, token: 'NEAR' })
  t.true(await seen(neighbourId, '300'))
  const inToken = { sender_id: neighbourId, outbox_id: '300', token: tokenId }
  t.false(await f.devnet.view(probeId, 'outbox_received', inToken))
  const unknown = { sender_id: neighbourId, outbox_id: '300', token: 'no.near' }
  t.false(await f.devnet.view(probeId, 'outbox_received', unknown))
  t.false(await seen(neighbourId, '301'))
  t.false(await seen(users[1], '300'))
})

test('an entry is kept with its reason to retry, and a huge answer changes nothing', async (t) => {
  const f = await probeFixture()
  await f.as(ann).probe.deposit({}, near)
  await f.as(ann).neighbour.set_mode({ mode: 'failing' })
  await attempt(notify(f, 'NEAR', 700n))
  const kept = (await entry(f, outboxId(f.devnet, probeId))) as Record<string, unknown>
  t.like(kept, {
    id: outboxId(f.devnet, probeId),
    status: 'failed',
    target_id: neighbourId,
    method: 'fund',
    amount: '700',
  })
  await refused(
    t,
    'ERR_NOT_PAYABLE',
    f.as(ann).probe.retry_outbox({ id: outboxId(f.devnet, probeId) }, 1n),
  )
  await f.as(ann).neighbour.set_mode({ mode: 'bomb' })
  await attempt(f.as(ann).probe.retry_outbox({ id: outboxId(f.devnet, probeId) }))
  t.is(await entry(f, outboxId(f.devnet, probeId)), null)
  t.is((await received(f)).count, 1)
  await refused(
    t,
    'ERR_OUTBOX_UNKNOWN',
    f.as(ann).probe.retry_outbox({ id: outboxId(f.devnet, probeId) }),
  )
})

test('INV-40 whoever sends pays for the record until it is taken or dropped', async (t) => {
  const f = await probeFixture()
  await f.as(ann).probe.deposit({}, near)
  const used = async () => {
    const balance = await f.devnet.view(probeId, 'storage_balance_of', { account_id: ann })
    const { total, available } = balance as { total: string; available: string }
    return BigInt(total) - BigInt(available)
  }
  const before = await used()
  await refused(t, '', notify(f, 'NEAR', 0n))
  t.is(await used(), before)
  await f.as(ann).neighbour.set_mode({ mode: 'failing' })
  await attempt(notify(f, 'NEAR', 0n))
  const id = outboxId(f.devnet, probeId, 2)
  const held = (await used()) - before
  const entry = [
    ...(f.devnet.chain.state({ kind: 'head' })?.records(probeId, text(`o:${id}`)) ?? []),
  ]
  const bytes = entry.map(({ key, value }) => key.length + value.length + 40)
  t.deepEqual(bytes, [Number(held / 10n ** 19n)])
  await refused(t, 'ERR_STORAGE_IN_USE', f.as(ann).probe.storage_unregister({}, 1n))
  // Whoever has no storage left, or none at all, sends nothing.
  await refused(t, '', f.as(ann).probe.storage_withdraw({}, 1n))
  await refused(t, 'ERR_STORAGE_SHORT', notify(f, 'NEAR', 0n))
  await refused(t, 'ERR_NOT_REGISTERED', f.as('hub.near').probe.notify(notice('NEAR', 0n)))
  t.like(await f.solvency('NEAR'), { solvent: true })
})

const week = 7n * 86_400_000_000_000n

for (const [amount, keptNs] of [
  [0n, week],
  [700n, 90n * 86_400_000_000_000n],
] as const) {
  test(`INV-40 a notification with ${amount} that nobody takes may be dropped after ${keptNs} ns`, async (t) => {
    const f = await probeFixture()
    await f.as(ann).probe.deposit({}, near)
    await f.as(ann).neighbour.set_mode({ mode: 'failing' })
    const sent = { ...notice('NEAR', amount), fallback_id: users[1] }
    await attempt(f.as(ann).probe.notify(sent))
    const id = outboxId(f.devnet, probeId)
    const sentAtNs = BigInt(((await entry(f, id)) as { sent_at_ns: string }).sent_at_ns)
    const drop = () => f.as('hub.near').probe.drop_outbox({ id })
    const to = (atNs: bigint) =>
      f.devnet.advanceTime(atNs - f.devnet.chain.head().header.timestampNs)
    await refused(t, 'ERR_OUTBOX_KEPT', drop())
    to(sentAtNs + keptNs - 10_000_000_000n)
    await refused(t, 'ERR_OUTBOX_KEPT', drop())
    to(sentAtNs + keptNs)
    await refused(t, '', drop())
    t.is(await entry(f, id), null)
    const given = await f.devnet.view(probeId, 'credit_of', { account_id: users[1], token: 'NEAR' })
    t.is(given, String(amount))
    t.like(await f.solvency('NEAR'), { outbox: '0', solvent: true })
    await refused(t, 'ERR_OUTBOX_UNKNOWN', drop())
    await refused(t, '', f.as(ann).probe.withdraw({ token: 'NEAR' }, 1n))
    await refused(t, '', f.as(ann).probe.storage_unregister({}, 1n))
  })
}

test('INV-40 a retry begins the time of a drop again, and money that falls to nobody is kept', async (t) => {
  const f = await probeFixture()
  await f.as(ann).probe.deposit({}, near)
  await f.as(ann).neighbour.set_mode({ mode: 'failing' })
  await attempt(notify(f, 'NEAR', 0n))
  await attempt(notify(f, 'NEAR', 700n))
  const id = outboxId(f.devnet, probeId)
  f.devnet.advanceTime(week)
  await attempt(f.as(users[1]).probe.retry_outbox({ id }))
  await refused(t, 'ERR_OUTBOX_KEPT', f.as(ann).probe.drop_outbox({ id }))
  f.devnet.advanceTime(week)
  await refused(t, '', f.as(ann).probe.drop_outbox({ id }))
  f.devnet.advanceTime(90n * 86_400_000_000_000n)
  const owed = outboxId(f.devnet, probeId, 2)
  await refused(t, 'ERR_OUTBOX_OWED', f.as(ann).probe.drop_outbox({ id: owed }))
  await f.as(ann).neighbour.set_mode({ mode: 'accepting' })
  await refused(t, '', f.as(ann).probe.retry_outbox({ id: owed }))
})

test('INV-41 a contract that is deployed afresh sends no id that its neighbours have seen', async (t) => {
  const f = await probeFixture()
  await refused(t, '', notify(f, 'NEAR', 0n))
  const { timestampNs } = f.devnet.chain.head().header
  const secondsAgo = timestampNs / 1_000_000_000n - (BigInt(outboxId(f.devnet, probeId)) >> 32n)
  t.true(secondsAgo >= 0n && secondsAgo < 10n, 'ids begin at the second of the first one')
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
