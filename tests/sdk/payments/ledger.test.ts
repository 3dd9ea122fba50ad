import { mkdtemp, readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  createPayeeLedger,
  DepositExceededError,
  fileLedgerStore,
  totalHeldYocto,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import fc from 'fast-check'
import { fuzzAsync } from '../../support/fuzz.js'
import {
  claim,
  closeStores,
  holdOf,
  ledgerId as id,
  storeKinds,
} from '../../support/ledger-stores.js'

test.after.always(closeStores)

for (const kind of storeKinds) {
  // SQL databases are shared by their tests, so those run one after another.
  const here = {
    test: kind.skip !== undefined ? test.skip : kind.slow ? test.serial : test,
  }
  const suffix = kind.skip === undefined ? '' : ` (skipped: ${kind.skip})`

  here.test(
    `${kind.name}: INV-24 spent and held never pass accepted plus credit, in any order of parallel work${suffix}`,
    async (t) => {
      const step = fc.oneof(
        fc.record({
          kind: fc.constant('accept' as const),
          amount: fc.bigInt({ min: 0n, max: 500n }),
        }),
        fc.record({
          kind: fc.constant('spend' as const),
          amount: fc.bigInt({ min: 0n, max: 60n }),
        }),
      )
      await fuzzAsync(
        t,
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 20 }), async (steps) => {
          const backing = await kind.make()
          const ledger = createPayeeLedger(await backing.open())
          await ledger.accept(claim(0n), { settledYocto: 0n })
          const done = await Promise.all(
            steps.map(async ({ kind: what, amount }) => {
              if (what === 'accept') {
                await ledger.accept(claim(amount), { settledYocto: 0n })
                return 0n
              }
              const { shortYocto } = await ledger.move(id, { hold: holdOf(amount, 50n) })
              if (shortYocto > 0n) return 0n
              await ledger.move(id, { spendYocto: amount })
              return amount
            }),
          )
          const entry = await ledger.entry(id)
          const best = steps.reduce(
            (max, { kind: what, amount }) => (what === 'accept' && amount > max ? amount : max),
            0n,
          )
          t.is(entry?.acceptedYocto, best)
          t.is(
            entry?.spentYocto,
            done.reduce((sum, amount) => sum + amount, 0n),
          )
          t.is(entry === undefined ? -1n : totalHeldYocto(entry), 0n)
          t.true((entry?.spentYocto ?? 0n) <= best + 50n)
          await backing.dispose()
        }),
        kind.slow ? 4 : 20,
      )
    },
  )

  here.test(
    `${kind.name}: a store refuses a write that did not see the last one${suffix}`,
    async (t) => {
      const backing = await kind.make()
      const store = await backing.open()
      const ledger = createPayeeLedger(store)
      const entry = await ledger.accept(claim(1n), { settledYocto: 0n })
      t.false(await store.put({ ...entry, spentYocto: 2n }, 0))
      const stored = await store.get(id)
      t.deepEqual(stored?.value, entry)
      t.true(await store.put({ ...entry, spentYocto: 1n }, stored?.version ?? -1))
      t.false(await store.put({ ...entry, spentYocto: 2n }, stored?.version ?? -1))
      t.is((await store.list())[0]?.spentYocto, 1n)
      await backing.dispose()
    },
  )

  here.test(`${kind.name}: entries and answers survive being opened again${suffix}`, async (t) => {
    const backing = await kind.make()
    const first = await backing.open()
    const entry = await createPayeeLedger(first).accept(claim(2n ** 100n, 3), {
      settledYocto: 7n,
      lanes: [{ lane: 3, settledYocto: 5n }],
    })
    t.is(entry.acceptedYocto, 2n ** 100n + 2n)
    const answer = {
      channelId: id,
      key: 'a key / with ä',
      requestDigest: '00',
      state: 'done' as const,
      instance: 'main',
      startedAtMs: 5,
      status: 200,
      headers: { 'content-type': 'text/plain' },
      body: Uint8Array.of(0, 255, 10),
    }
    t.true(await first.putAnswer(answer, 0))
    t.false(await first.putAnswer(answer, 0))
    const again = await backing.reopen()
    t.deepEqual((await again.get(id))?.value, entry)
    // The other kinds of proof, with all that settling them takes.
    const signed = { message: Uint8Array.of(1), signature: Uint8Array.of(2) }
    const multi = { entries: Uint8Array.of(3, 4), signerKey: Uint8Array.of(5) }
    const proof = { text: 'm:"ä"', signature: Uint8Array.of(6) }
    const ledger = createPayeeLedger(again)
    await ledger.accept(claim(5n, 1, { ...signed, multi }), { settledYocto: 7n })
    const both = await ledger.accept(claim(6n, 2, { ...signed, answer: proof }), {
      settledYocto: 7n,
    })
    const third = await backing.reopen()
    t.deepEqual((await third.get(id))?.value, both)
    t.deepEqual(
      both.lanes.map(({ voucher }) => voucher),
      [entry.lanes[0]?.voucher, { ...signed, multi }, { ...signed, answer: proof }],
    )
    t.deepEqual((await again.getAnswer(id, answer.key))?.value, answer)
    t.is(await again.dropAnswers(5), 0)
    t.is(await again.dropAnswers(6), 1)
    t.is(await again.getAnswer(id, answer.key), undefined)
    await backing.dispose()
  })

  here.test(
    `${kind.name}: claims of parallel lanes never pass the deposit together${suffix}`,
    async (t) => {
      const backing = await kind.make()
      const ledger = createPayeeLedger(await backing.open())
      const onChain = { settledYocto: 10n, coveredYocto: 100n }
      // Each one is within it; each was checked before any other was on record.
      const done = await Promise.allSettled(
        [1, 2, 3, 4].map((lane) => ledger.accept(claim(40n, lane), onChain)),
      )
      t.is(done.filter(({ status }) => status === 'fulfilled').length, 2)
      for (const result of done)
        if (result.status === 'rejected') t.true(result.reason instanceof DepositExceededError)
      t.is((await ledger.entry(id))?.acceptedYocto, 90n)
      const hold = holdOf(5n, 0n)
      const over = { claim: claim(40n, 5), onChain }
      await t.throwsAsync(ledger.move(id, { claim: over, hold }), {
        instanceOf: DepositExceededError,
      })
      // In one step: a claim and what it makes room for.
      const { heldYocto } = await ledger.move(id, {
        claim: { claim: claim(10n, 5), onChain },
        hold: holdOf(90n, 0n),
      })
      t.is(heldYocto, 90n)
      // A lower limit refuses what adds, and nothing else.
      const lower = { settledYocto: 10n, coveredYocto: 50n }
      t.is((await ledger.accept(claim(10n, 5), lower)).acceptedYocto, 100n)
      await backing.dispose()
    },
  )

  here.test(
    `${kind.name}: what a dead process held is let go, what another holds is not${suffix}`,
    async (t) => {
      const backing = await kind.make()
      const store = await backing.open()
      const dead = createPayeeLedger(store, 'one')
      await dead.accept(claim(100n), { settledYocto: 0n })
      await dead.move(id, { hold: holdOf(60n, 0n) })
      const other = createPayeeLedger(store, 'two')
      await other.move(id, { hold: holdOf(40n, 0n) })
      t.is((await other.move(id, { hold: holdOf(1n, 0n) })).shortYocto, 1n)
      t.is(await createPayeeLedger(store, 'one').recover(), 1)
      const entry = await other.entry(id)
      t.deepEqual(entry?.heldYocto, { two: 40n })
      t.is(entry?.spentYocto, 0n)
      await backing.dispose()
    },
  )
}

test('file: only the owner can read the records', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'ledger-'))
  await createPayeeLedger(await fileLedgerStore(folder)).accept(claim(1n), { settledYocto: 0n })
  t.deepEqual((await readdir(folder)).sort(), [`${id}.json`, 'answers'])
  t.is((await stat(join(folder, `${id}.json`))).mode & 0o777, 0o600)
})

test('a payment on a channel that the ledger lost does not buy again what was settled', async (t) => {
  const backing = await storeKinds[0]?.make()
  if (backing === undefined) throw new Error('no store')
  const ledger = createPayeeLedger(await backing.open())
  await ledger.accept(claim(100n), { settledYocto: 100n })
  t.is((await ledger.move(id, { hold: holdOf(10n, 0n) })).shortYocto, 10n)
})

test('more than is held cannot be spent, and nothing is held on an unknown channel', async (t) => {
  const backing = await storeKinds[0]?.make()
  if (backing === undefined) throw new Error('no store')
  const ledger = createPayeeLedger(await backing.open())
  await t.throwsAsync(ledger.move(id, { hold: holdOf(1n, 9n) }), { message: /no payment/ })
  await ledger.accept(claim(100n), { settledYocto: 0n })
  await ledger.move(id, { hold: holdOf(10n, 0n) })
  await t.throwsAsync(ledger.move(id, { spendYocto: 11n }), { message: /more was spent/ })
  await t.throwsAsync(ledger.move(id, { releaseYocto: -1n }), { message: /more was spent/ })
  const { entry } = await ledger.move(id, { spendYocto: 6n, releaseYocto: 4n })
  t.is(entry.spentYocto, 6n)
  t.is((await ledger.move(id, { refundYocto: 2n })).entry.spentYocto, 4n)
  await t.throwsAsync(ledger.move(id, { refundYocto: 5n }), { message: /more was spent/ })
})
