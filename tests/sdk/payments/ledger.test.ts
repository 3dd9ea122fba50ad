import { mkdtemp, readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPayeeLedger, type LedgerStore, memoryLedgerStore } from '@research-hub/sdk/payments'
import { fileLedgerStore } from '@research-hub/sdk/payments/server'
import test from 'ava'
import fc from 'fast-check'
import { fuzzAsync } from '../../support/fuzz.js'

const id = 'ab'.repeat(32)

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'ledger-'))

const stores: Readonly<Record<string, () => Promise<LedgerStore>>> = {
  memory: async () => memoryLedgerStore(),
  file: async () => fileLedgerStore(await newFolder()),
}

for (const [name, makeStore] of Object.entries(stores)) {
  test(`${name}: INV-24 spent never passes accepted plus credit, in any order of parallel work`, async (t) => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('accept' as const),
        amount: fc.bigInt({ min: 0n, max: 500n }),
      }),
      fc.record({ kind: fc.constant('charge' as const), amount: fc.bigInt({ min: 0n, max: 60n }) }),
    )
    await fuzzAsync(
      t,
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        const ledger = createPayeeLedger(await makeStore())
        await ledger.accept(id, 0n, 'v', 's', 0n)
        const done = await Promise.all(
          steps.map(async ({ kind, amount }) => {
            if (kind === 'accept') return (await ledger.accept(id, amount, 'v', 's', 0n)) && 0n
            return (await ledger.charge(id, amount, 50n)).ok ? amount : 0n
          }),
        )
        const entry = await ledger.entry(id)
        const best = steps.reduce(
          (max, { kind, amount }) => (kind === 'accept' && amount > max ? amount : max),
          0n,
        )
        t.is(entry?.acceptedYocto, best)
        t.is(
          entry?.spentYocto,
          done.reduce((sum, amount) => sum + amount, 0n),
        )
        t.true((entry?.spentYocto ?? 0n) <= best + 50n)
      }),
      20,
    )
  })

  test(`${name}: a store refuses a write that did not see the last one`, async (t) => {
    const store = await makeStore()
    const entry = { channelId: id, acceptedYocto: 1n, spentYocto: 0n, voucher: 'v', signature: 's' }
    t.true(await store.put(entry, 0))
    t.false(await store.put({ ...entry, acceptedYocto: 2n }, 0))
    const stored = await store.get(id)
    t.true(await store.put({ ...entry, acceptedYocto: 3n }, stored?.version ?? -1))
    t.is((await store.list())[0]?.acceptedYocto, 3n)
  })
}

test('file: entries survive a restart, and only their owner can read them', async (t) => {
  const folder = await newFolder()
  const first = createPayeeLedger(await fileLedgerStore(folder))
  await first.accept(id, 2n ** 100n, 'voucher', 'signature', 7n)
  const again = createPayeeLedger(await fileLedgerStore(folder))
  t.deepEqual(await again.entry(id), {
    channelId: id,
    acceptedYocto: 2n ** 100n,
    spentYocto: 7n,
    voucher: 'voucher',
    signature: 'signature',
  })
  const names = await readdir(folder)
  t.deepEqual(names, [`${id}.json`])
  t.is((await stat(join(folder, `${id}.json`))).mode & 0o777, 0o600)
})

test('a voucher of a channel that the ledger lost does not buy again what was settled', async (t) => {
  const ledger = createPayeeLedger(memoryLedgerStore())
  await ledger.accept(id, 100n, 'v', 's', 100n)
  const result = await ledger.charge(id, 10n, 0n)
  t.false(result.ok)
})
