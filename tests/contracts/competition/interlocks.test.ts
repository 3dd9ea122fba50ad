import type { CompetitionView } from '@research-hub/contracts/competition/interface'
import test, { type ExecutionContext } from 'ava'
import {
  baseConfig,
  type CompetitionFixture,
  competitionFixture,
  contractId,
  evaluators,
  ladderId,
  researchers,
  send,
  sendTo,
  tokenAccount,
  view,
} from '../../support/competition-fixture.js'
import {
  applyAs,
  finishRound,
  openOne,
  playRound,
  rollOne,
  toPhase,
} from '../../support/competition-round.js'
import { near, secondNs } from '../../support/units.js'

const [a = '', b = ''] = researchers

test('INV-116 INV-117 a prize in tokens: escrow, a winner who cannot hold them yet, exact refunds', async (t) => {
  const f = await competitionFixture()
  const token = { token: tokenAccount }
  for (const who of ['funder', a, b]) await send(f, who, 'hold_token', token)
  const change = { token: tokenAccount, prize: '1000', prize_weights: [2, 1] }
  const opened = await rollOne(f, change)
  const { cid } = opened
  await fundTokens(f, cid, 700n)
  t.is((await view<CompetitionView>(f, 'competition', { cid })).phase, 'draft')
  await fundTokens(f, cid, 301n)
  t.is((await view<CompetitionView>(f, 'competition', { cid })).phase, 'registration')
  await playRound(f, opened, { scores: { [a]: 700_000, [b]: 900_000 } })
  await finishRound(f, cid, [a, b])
  await send(f, b, 'drop_token', token)
  await send(f, 'stranger', 'claim', { cid, account_id: b })
  t.is(await credit(f, b), 0n)
  await send(f, 'stranger', 'claim', { cid, account_id: a })
  t.is(await credit(f, a, tokenAccount), 333n)
  await send(f, b, 'hold_token', token)
  await send(f, 'stranger', 'claim', { cid, account_id: b })
  t.is(await credit(f, b, tokenAccount), 668n)
  await solvent(t, f, tokenAccount, 1001n)
  await sendTo(f, f.account('token'), tokenAccount, 'set_mode', { mode: 'failing' })
  await send(f, a, 'withdraw', token, 1n)
  t.is(await credit(f, a, tokenAccount), 333n)
  await sendTo(f, f.account('token'), tokenAccount, 'set_mode', { mode: 'honest' })
  const off = (await rollOne(f, change)).cid
  await fundTokens(f, off, 5n)
  await fundTokens(f, off, 6n)
  await send(f, 'organiser', 'cancel', { cid: off })
  await send(f, 'stranger', 'refund', { cid: off, account_id: 'funder.hub.near' })
  t.is(await credit(f, 'funder.hub.near', tokenAccount), 11n)
  await solvent(t, f, tokenAccount, 1012n)
  await f.devnet.close()
})

test('INV-123 the ladder and licensing are told once; their failure holds up nobody', async (t) => {
  const f = await competitionFixture()
  const mode = (name: string, to: string) =>
    sendTo(f, f.account(name), f.account(name).accountId, 'set_mode', { mode: to })
  const received = async (name: string) =>
    (await f.devnet.view(f.account(name).accountId, 'received')) as {
      count: number
      method: string
      args: string
    }
  await mode('ladder', 'failing')
  const opened = await openOne(f)
  const { cid } = opened
  await playRound(f, opened, { scores: { [a]: 500_000 } })
  await finishRound(f, cid, [a])
  await mode('licensing', 'failing')
  await send(f, 'stranger', 'claim', { cid, account_id: a })
  await send(f, 'stranger', 'register_winner', { cid, account_id: a })
  t.is(await credit(f, a), 11n * near)
  t.is((await received('ladder')).count, 0)
  await mode('ladder', 'accepting')
  await mode('licensing', 'accepting')
  for (const id of ['1', '2', '3']) await send(f, 'stranger', 'retry_outbox', { id })
  t.is((await received('ladder')).count, 2)
  t.is((await received('ladder')).method, 'on_final')
  const told = JSON.parse((await received('ladder')).args) as Record<string, unknown>
  const final = await view<CompetitionView>(f, 'competition', { cid })
  t.like(told, { cid, tier: 0, ranked: 1, results_root: final.results_root })
  t.like(JSON.parse((await received('licensing')).args), { cid, account_id: a, entry_id: '1' })
  for (const id of ['1', '2', '3'])
    await t.throwsAsync(send(f, 'stranger', 'retry_outbox', { id }), { message: /ERR_OUTBOX/ })
  await f.devnet.close()
})

test('INV-123 a pool release of the ladder counts once, and goes back to the ladder when the competition is off', async (t) => {
  const f = await competitionFixture()
  const { cid } = await rollOne(f)
  for (let i = 0; i < 2; i++) await send(f, ladderId, 'fund', { cid, outbox_id: '7' }, 4n * near)
  t.is(await view(f, 'funding', { cid, account_id: ladderId }), `${4n * near}`)
  await send(f, 'organiser', 'cancel', { cid })
  await sendTo(f, f.account('ladder'), ladderId, 'set_mode', { mode: 'failing' })
  await send(f, 'stranger', 'refund', { cid, account_id: ladderId })
  const now = await view<{ outbox: string; solvent: boolean }>(f, 'solvency', { token: 'near' })
  t.is(now.outbox, `${4n * near}`)
  t.true(now.solvent)
  const entry = await view<{ method: string }>(f, 'outbox_entry', { id: '1' })
  t.is(entry.method, 'return_release')
  await f.devnet.close()
})

test('INV-115 the seed is fixed once, not before its time, and depends on the revealed salts', async (t) => {
  const f = await competitionFixture('seeded')
  const { cid } = await openOne(f)
  await applyAs(f, cid, a)
  await toPhase(f, cid, 'reveal')
  await t.throwsAsync(send(f, 'stranger', 'fix_seed', { cid }), { message: /ERR_SEED_EARLY/ })
  const { seed_at_ns } = await view<CompetitionView>(f, 'competition', { cid })
  f.devnet.advanceTime(BigInt(seed_at_ns) - f.devnet.chain.head().header.timestampNs)
  const seed = String((await send(f, 'stranger', 'fix_seed', { cid })).json)
  f.devnet.produceBlocks(3)
  await t.throwsAsync(send(f, 'stranger', 'fix_seed', { cid }), { message: /ERR_SEED_FIXED/ })
  t.is((await view<CompetitionView>(f, 'competition', { cid })).seed, seed)
  await f.devnet.close()
})

test('INV-113 INV-120 with everything paused, each way out still pays in full', async (t) => {
  const f = await competitionFixture()
  const { cid } = await openOne(f)
  const list = (await openOne(f, { admission: 'list' })).cid
  for (const who of [a, b]) await applyAs(f, cid, who)
  await applyAs(f, list, a)
  await send(f, 'hub.near', 'pause', { features: 0x7fff_ffff })
  await send(f, a, 'withdraw_entry', { cid })
  await send(f, 'organiser', 'deny', { cid: list, account_ids: [a] })
  t.is(await credit(f, a), 2n * near)
  await toPhase(f, cid, 'failed')
  await send(f, 'stranger', 'void_competition', { cid })
  await send(f, 'stranger', 'close_entry', { cid, account_id: b })
  await send(f, 'stranger', 'refund', { cid, account_id: 'funder.hub.near' })
  t.is(await credit(f, b), near)
  t.is(await credit(f, 'funder.hub.near'), 10n * near)
  await send(f, b, 'withdraw', { token: 'near' })
  t.is(await credit(f, b), 0n)
  const [judge = ''] = evaluators
  await send(f, judge, 'request_unbond', {})
  f.devnet.advanceTime(1_209_601n * secondNs)
  await send(f, judge, 'unbond', {})
  t.is(await credit(f, judge), 10n * near)
  await f.devnet.close()
})

test('INV-124 a configuration never changes once it is rolled', async (t) => {
  const f = await competitionFixture()
  const { cid } = await rollOne(f)
  const before = await view<CompetitionView>(f, 'competition', { cid })
  const config = { ...baseConfig, bond: '1', title: 'changed' }
  await send(f, 'organiser', 'set_template', { series_id: '1', config })
  t.deepEqual(await view(f, 'config', { cid }), baseConfig)
  t.is((await view<CompetitionView>(f, 'competition', { cid })).config_hash, before.config_hash)
  f.devnet.advanceTime(2_592_000n * secondNs)
  const { json: next } = await send(f, 'stranger', 'roll', { series_id: '1' })
  t.deepEqual(await view(f, 'config', { cid: next }), config)
  await f.devnet.close()
})

async function fundTokens(f: CompetitionFixture, cid: string, amount: bigint): Promise<void> {
  const funder = f.account('funder')
  const minted = { account_id: funder.accountId, amount: `${amount}` }
  await sendTo(f, funder, tokenAccount, 'mint', minted)
  const msg = JSON.stringify({ method: 'fund', args: { cid } })
  const args = { receiver_id: contractId, amount: `${amount}`, msg }
  const result = await sendTo(f, funder, tokenAccount, 'ft_transfer_call', args, 1n)
  if (result.json !== `${amount}`) throw new Error(JSON.stringify(result.failure))
}

async function credit(f: CompetitionFixture, account_id: string, token = 'near'): Promise<bigint> {
  return BigInt(await view<string>(f, 'credit_of', { account_id, token }))
}

async function solvent(t: ExecutionContext, f: CompetitionFixture, token: string, owed: bigint) {
  const now = await view<{ owed: string; holds: string; solvent: boolean }>(f, 'solvency', {
    token,
  })
  t.true(now.solvent)
  t.is(BigInt(now.owed), owed)
  t.is(BigInt(now.holds), owed)
}
