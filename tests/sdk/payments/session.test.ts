import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  BudgetError,
  createPayerSession,
  createWallet,
  decodeVoucher,
  type JournalRecord,
  memoryJournal,
  type PayerSession,
  type PayerSessionOptions,
  storageJournal,
  toHex,
} from '@research-hub/sdk/payments'
import {
  fileJournal,
  JournalCorruptError,
  nodeFileSystem,
  nodeSigner,
  verifySignature,
} from '@research-hub/sdk/payments/server'
import test from 'ava'
import { faultyFiles } from '../../support/ledger-stores.js'

const signer = nodeSigner(new Uint8Array(32).fill(4))
const ctx = new Uint8Array(32).fill(1)
const channelId = new Uint8Array(32).fill(2)

function session(options: Partial<PayerSessionOptions> = {}): PayerSession {
  return createPayerSession({
    signer,
    ctx,
    channelId,
    depositYocto: 1000n,
    payeeId: 'p',
    ...options,
  })
}

const amountOf = async (paying: Promise<{ readonly voucher: Uint8Array }>): Promise<bigint> =>
  decodeVoucher((await paying).voucher)?.cumulativeYocto ?? -1n

test('vouchers name the lane, the amount and the receipt acknowledged', async (t) => {
  const payer = session()
  payer.owe(5n)
  payer.acknowledge(new Uint8Array(32).fill(9))
  const { voucher, signature } = await payer.pay()
  t.deepEqual(decodeVoucher(voucher), {
    ctx,
    channelId,
    cumulativeYocto: 5n,
    lane: 0,
    ackHash: new Uint8Array(32).fill(9),
    conditional: false,
  })
  t.true(verifySignature(signature, voucher, signer.publicKey))
})

test('signatures leave one at a time and never for less than before', async (t) => {
  const journal = memoryJournal()
  const wallet = await createWallet({ journal })
  const payer = session({ wallet })
  const amounts = await Promise.all(
    Array.from({ length: 20 }, (_, i) => {
      payer.owe(BigInt(i))
      return amountOf(payer.pay())
    }),
  )
  t.deepEqual(
    amounts,
    [...amounts].sort((a, b) => Number(a - b)),
  )
  t.is(payer.signedYocto(), 190n)
})

test('limits: deposit, session, request, provider and day', async (t) => {
  t.throws(() => session().owe(1001n), { instanceOf: BudgetError })
  t.throws(() => session({ budgetYocto: 10n }).owe(11n), { instanceOf: BudgetError })
  const call = session({ budgetPerCallYocto: 10n }).startCall()
  call.owe(6n)
  t.throws(() => call.owe(5n), { instanceOf: BudgetError })
  await t.throwsAsync(session({ budgetPerCallYocto: 10n }).pay(11n), { instanceOf: BudgetError })

  let now = Date.UTC(2026, 0, 1)
  const wallet = await createWallet({ perProviderYocto: 100n, perDayYocto: 120n, now: () => now })
  const one = session({ wallet, payeeId: 'one' })
  one.owe(90n)
  await one.pay()
  t.throws(() => one.owe(11n), { instanceOf: BudgetError })
  const two = session({ wallet, payeeId: 'two', channelId: new Uint8Array(32).fill(3) })
  two.owe(30n)
  await two.pay()
  t.throws(() => two.owe(1n), { instanceOf: BudgetError })
  now += 86_400_000
  two.owe(70n)
  t.is(await amountOf(two.pay()), 100n)
  t.throws(() => two.owe(1n), { instanceOf: BudgetError })
})

test('lanes share the deposit, and a child has a limit of its own', async (t) => {
  for (const wallet of [undefined, await createWallet()]) {
    const parent = session(wallet === undefined ? {} : { wallet })
    const child = parent.onLane(3, 100n)
    t.throws(() => child.owe(101n), { instanceOf: BudgetError })
    child.owe(100n)
    t.is(decodeVoucher((await child.pay()).voucher)?.lane, 3)
    t.throws(() => parent.owe(901n), { instanceOf: BudgetError })
    parent.owe(900n)
    t.is(await amountOf(parent.pay()), 900n)
    parent.raiseDeposit(1001n)
    parent.owe(1n)
    t.is(await amountOf(parent.pay()), 901n)
    t.is(parent.onLane(3), child)
  }
})

test('nothing is signed when the journal fails, and the amount stays reserved', async (t) => {
  const wallet = await createWallet({
    perProviderYocto: 10n,
    journal: {
      load: async () => [],
      append: async () => {
        throw new Error('disk full')
      },
    },
  })
  const payer = session({ wallet })
  payer.owe(8n)
  await t.throwsAsync(payer.pay(), { message: 'disk full' })
  t.is(payer.signedYocto(), 0n)
  t.is(wallet.headroomYocto('p'), 2n)
})

test('a payer that crashes at any moment of the journal never signs less than it did', async (t) => {
  for (const when of ['before', 'after'] as const) {
    for (let n = 1; n <= 12; n++) {
      const folder = await mkdtemp(join(tmpdir(), 'journal-'))
      let count = 0
      const strike = (now: string) => (): void => {
        if (now === 'before') count++
        if (now === when && count >= n) throw new Error('crash')
      }
      const faults = { before: strike('before'), after: strike('after') }
      let signed = 0n
      let wanted = 0n
      try {
        const journal = await fileJournal(folder, faultyFiles(faults))
        const payer = session({ wallet: await createWallet({ journal }) })
        for (let i = 0; i < 6; i++) {
          payer.owe(10n)
          wanted += 10n
          signed = await amountOf(payer.pay())
        }
      } catch (error) {
        t.is((error as Error).message, 'crash')
      }
      const journal = await fileJournal(folder)
      const again = session({ wallet: await createWallet({ journal }) })
      t.true(again.signedYocto() >= signed, `${when} ${n}: ${again.signedYocto()} after ${signed}`)
      t.true(again.signedYocto() <= wanted, `${when} ${n}: more than was ever wanted`)
      await journal.close()
    }
  }
})

test('a torn last line is dropped, a damaged one in the middle is not', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'journal-'))
  const journal = await fileJournal(folder)
  await journal.load()
  const record = (cumulativeYocto: bigint): JournalRecord => ({
    channelId: toHex(channelId),
    payeeId: 'p',
    lane: 0,
    cumulativeYocto,
    addedYocto: 1n,
    atMs: 86_400_000 * Number(cumulativeYocto),
  })
  for (const amount of [1n, 2n, 3n]) await journal.append(record(amount))
  const path = join(folder, 'journal')
  const whole = await readFile(path, 'utf8')
  await writeFile(path, whole.slice(0, -5))
  t.deepEqual(await journal.load(), [record(1n), record(2n)])
  await writeFile(path, whole.replace('"cumulativeYocto":"2"', '"cumulativeYocto":"9"'))
  await t.throwsAsync(journal.load(), { instanceOf: JournalCorruptError })
  await journal.close()
  t.false((await nodeFileSystem.names(folder)).includes('lock'))
})

test('a journal of the browser keeps amounts and budgets', async (t) => {
  const rows = new Map<string, string>()
  const storage = {
    getItem: (key: string) => rows.get(key) ?? null,
    setItem: (key: string, value: string) => {
      rows.set(key, value)
    },
  }
  const first = session({ wallet: await createWallet({ journal: storageJournal(storage) }) })
  for (let i = 0; i < 3; i++) {
    first.owe(2n)
    await first.pay()
  }
  const wallet = await createWallet({ journal: storageJournal(storage), perProviderYocto: 10n })
  t.is(session({ wallet }).signedYocto(), 6n)
  t.is(wallet.headroomYocto('p'), 4n)
  t.is(JSON.parse(rows.get('near-paych') ?? '[]').length, 1)
})

test('only what this key signed for this lane and within the limits is adopted', async (t) => {
  const before = session()
  before.owe(500n)
  const { voucher, signature } = await before.pay()
  const other = nodeSigner()
  const fresh = session()
  t.false(await fresh.adopt(voucher, other.sign(voucher)))
  t.false(await fresh.adopt(voucher.slice(1), signature))
  t.false(await fresh.onLane(1).adopt(voucher, signature))
  t.false(await session({ budgetYocto: 499n }).adopt(voucher, signature))
  t.false(await session({ ctx: new Uint8Array(32) }).adopt(voucher, signature))
  t.false(await session({ channelId: new Uint8Array(32) }).adopt(voucher, signature))
  t.is(fresh.signedYocto(), 0n)
  t.true(await fresh.adopt(voucher, signature))
  t.is(fresh.signedYocto(), 500n)
  t.is(fresh.owedYocto(), 500n)
})

test('INV-27 ticks are worth what a voucher of the same amount is, and no tick gives away the next', async (t) => {
  const payer = session()
  payer.owe(100n)
  const [funding, opening] = await payer.payTicks(7n, 8)
  t.is(funding?.action, 'voucher')
  if (opening?.action !== 'tick-commit') throw new Error('no commitment')
  payer.owe(7n * 3n + 6n)
  const [tick, ...rest] = await payer.payTicks(7n, 8)
  t.deepEqual(rest, [])
  if (tick?.action !== 'tick') throw new Error('no tick')
  // Whole ticks only.
  t.is(tick.ticks, 3)
  t.is(payer.signedYocto(), 100n + 21n)
  t.deepEqual(await payer.payTicks(7n, 8), [])
  const fresh = session()
  const { commit, signature } = opening
  t.false(await fresh.adopt(commit, signature, { ticks: 4, preimage: tick.preimage }))
  t.false(await fresh.adopt(commit, signature, { ticks: 2, preimage: tick.preimage }))
  t.true(await fresh.adopt(commit, signature, { ticks: 3, preimage: tick.preimage }))
  t.is(fresh.signedYocto(), 121n)
  // Used up: a new chain begins where the old one ended.
  payer.owe(7n * 6n)
  const sent = await payer.payTicks(7n, 8)
  t.deepEqual(
    sent.map(({ action }) => action),
    ['voucher', 'tick-commit'],
  )
  t.is(payer.signedYocto(), payer.owedYocto())
  // A voucher goes past the chain, so the next ticks start a new one.
  payer.owe(10n)
  await payer.pay()
  payer.owe(7n)
  t.is((await payer.payTicks(7n, 8))[1]?.action, 'tick-commit')
})
