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
  tokenAccount,
} from '../../support/competition-fixture.js'
import {
  applyAs,
  commitAs,
  enrolAs,
  finishRound,
  openOne,
  playRound,
  revealAs,
  rollOne,
  toPhase,
} from '../../support/competition-round.js'
import { outboxId } from '../../support/outbox-ids.js'
import { refused } from '../../support/refused.js'
import { near, secondNs } from '../../support/units.js'

const [a = '', b = ''] = researchers

test('INV-116 INV-117 a prize in tokens: escrow, a winner who cannot hold them yet, exact refunds', async (t) => {
  const f = await competitionFixture()
  const token = { token: tokenAccount }
  for (const who of ['funder', a, b]) await f.as(who).competition.hold_token(token)
  const change = { token: tokenAccount, prize: '1000', prize_weights: [2, 1] }
  const opened = await rollOne(f, change)
  const { cid } = opened
  await fundTokens(f, cid, 700n)
  t.is((await f.view<CompetitionView>('competition', { cid })).phase, 'draft')
  await fundTokens(f, cid, 301n)
  t.is((await f.view<CompetitionView>('competition', { cid })).phase, 'registration')
  await playRound(f, opened, { scores: { [a]: 700_000, [b]: 900_000 } })
  await finishRound(f, cid, [a, b])
  await f.as(b).competition.drop_token(token)
  await f.as('stranger').competition.claim({ cid, account_id: b })
  t.is(await credit(f, b), 0n)
  await f.as('stranger').competition.claim({ cid, account_id: a })
  t.is(await credit(f, a, tokenAccount), 333n)
  await f.as(b).competition.hold_token(token)
  await f.as('stranger').competition.claim({ cid, account_id: b })
  t.is(await credit(f, b, tokenAccount), 668n)
  await solvent(t, f, tokenAccount, 1001n)
  await f.as('token').token.set_mode({ mode: 'failing' })
  await f.as(a).competition.withdraw(token, 1n)
  t.is(await credit(f, a, tokenAccount), 333n)
  await f.as('token').token.set_mode({ mode: 'honest' })
  const off = (await rollOne(f, change)).cid
  await fundTokens(f, off, 5n)
  await fundTokens(f, off, 6n)
  await f.as('organiser').competition.cancel({ cid: off })
  await f.as('stranger').competition.refund({ cid: off, account_id: 'funder.hub.near' })
  t.is(await credit(f, 'funder.hub.near', tokenAccount), 11n)
  await solvent(t, f, tokenAccount, 1012n)
  await f.devnet.close()
})

test('INV-123 the ladder and licensing are told once; their failure holds up nobody', async (t) => {
  const f = await competitionFixture()
  const mode = (name: 'ladder' | 'licensing', to: string) => f.as(name)[name].set_mode({ mode: to })
  const received = async (name: string) =>
    (await f.devnet.view(`${name}.hub.near`, 'received')) as {
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
  await f.as('stranger').competition.claim({ cid, account_id: a })
  await f.as('stranger').competition.register_winner({ cid, account_id: a })
  t.is(await credit(f, a), 11n * near)
  t.is((await received('ladder')).count, 0)
  await mode('ladder', 'accepting')
  await mode('licensing', 'accepting')
  const ids = [1, 2].map((nth) => outboxId(f.devnet, contractId, nth))
  for (const id of ids) await f.as('stranger').competition.retry_outbox({ id })
  t.is((await received('ladder')).count, 1)
  t.is((await received('ladder')).method, 'on_final')
  const told = JSON.parse((await received('ladder')).args) as Record<string, unknown>
  const final = await f.view<CompetitionView>('competition', { cid })
  t.like(told, { cid, tier: 0, ranked: 1, results_root: final.results_root })
  t.like(JSON.parse((await received('licensing')).args), { cid, account_id: a, entry_id: '1' })
  for (const id of ids)
    await t.throwsAsync(f.as('stranger').competition.retry_outbox({ id }), {
      message: /ERR_OUTBOX/,
    })
  await f.devnet.close()
})

test('INV-40 INV-123 results whose message was dropped are announced again, at the cost of who asks', async (t) => {
  const f = await competitionFixture('announced')
  await f.as('ladder').ladder.set_mode({ mode: 'failing' })
  const opened = await openOne(f)
  const { cid } = opened
  await playRound(f, opened, { scores: { [a]: 500_000 } })
  const announce = (who: string) => f.as(who).competition.announce_results({ cid })
  await refused(t, 'ERR_PHASE', announce('stranger'))
  await finishRound(f, cid, [a])
  const id = outboxId(f.devnet, contractId)
  const drop = () => f.as('donor').competition.drop_outbox({ id })
  await refused(t, 'ERR_OUTBOX_KEPT', drop())
  f.devnet.advanceTime(7n * 86_400n * secondNs)
  await refused(t, '', drop())
  await f.as('ladder').ladder.set_mode({ mode: 'accepting' })
  await refused(t, 'ERR_NOT_REGISTERED', announce('hub.near'))
  await refused(t, '', announce('stranger'))
  const { args, count, method } = await f.devnet
    .view(ladderId, 'received')
    .then((found) => found as { args: string; count: number; method: string })
  t.deepEqual({ count, method }, { count: 1, method: 'on_final' })
  const final = await f.view<CompetitionView>('competition', { cid })
  t.like(JSON.parse(args), { cid, tier: 0, ranked: 1, results_root: final.results_root })
  await f.devnet.close()
})

test('INV-123 a pool release of the ladder counts once, and goes back to the ladder when the competition is off', async (t) => {
  const f = await competitionFixture()
  const { cid } = await rollOne(f)
  for (let i = 0; i < 2; i++)
    await f.as(ladderId).competition.fund({ cid, outbox_id: '7', pool_id: '3' }, 4n * near)
  t.is(await f.view('funding', { cid, pool_id: '3' }), `${4n * near}`)
  await f.as('organiser').competition.cancel({ cid })
  await f.as('ladder').ladder.set_mode({ mode: 'failing' })
  await f.as('stranger').competition.refund({ cid, pool_id: '3' })
  const now = await f.view<{ outbox: string; solvent: boolean }>('solvency', { token: 'NEAR' })
  t.is(now.outbox, `${4n * near}`)
  t.true(now.solvent)
  const entry = await f.view<{ method: string }>('outbox_entry', {
    id: outboxId(f.devnet, contractId),
  })
  t.is(entry.method, 'return_release')
  await f.devnet.close()
})

test('INV-115 the seed is fixed once, not before its time, and depends on the revealed salts', async (t) => {
  const f = await competitionFixture('seeded')
  const { cid } = await openOne(f)
  await applyAs(f, cid, a)
  for (const judge of evaluators.slice(0, 3)) await enrolAs(f, cid, judge)
  await toPhase(f, cid, 'commit')
  await commitAs(f, cid, a)
  await toPhase(f, cid, 'reveal')
  await revealAs(f, cid, a)
  await toPhase(f, cid, 'seed')
  await t.throwsAsync(f.as('stranger').competition.fix_seed({ cid }), { message: /ERR_SEED_EARLY/ })
  const { seed_at_ns } = await f.view<CompetitionView>('competition', { cid })
  f.devnet.advanceTime(BigInt(seed_at_ns) - f.devnet.chain.head().header.timestampNs)
  const seed = String((await f.as('stranger').competition.fix_seed({ cid })).json)
  f.devnet.produceBlocks(3)
  await t.throwsAsync(f.as('stranger').competition.fix_seed({ cid }), { message: /ERR_SEED_FIXED/ })
  t.is((await f.view<CompetitionView>('competition', { cid })).seed, seed)
  await f.devnet.close()
})

test('INV-113 INV-120 with everything paused, each way out still pays in full', async (t) => {
  const f = await competitionFixture()
  const { cid } = await openOne(f)
  const list = (await openOne(f, { admission: 'list' })).cid
  for (const who of [a, b]) await applyAs(f, cid, who)
  await applyAs(f, list, a)
  await f.as('hub.near').competition.pause({ features: 0x7fff_ffff })
  await f.as(a).competition.withdraw_entry({ cid })
  await f.as('organiser').competition.deny({ cid: list, account_ids: [a] })
  t.is(await credit(f, a), 2n * near)
  await toPhase(f, cid, 'failed')
  await f.as('stranger').competition.void_competition({ cid })
  await f.as('stranger').competition.close_entry({ cid, account_id: b })
  await f.as('stranger').competition.refund({ cid, account_id: 'funder.hub.near' })
  t.is(await credit(f, b), near)
  t.is(await credit(f, 'funder.hub.near'), 10n * near)
  await f.as(b).competition.withdraw({ token: 'NEAR' }, 1n)
  t.is(await credit(f, b), 0n)
  const [judge = ''] = evaluators
  await f.as(judge).competition.request_unbond()
  f.devnet.advanceTime(1_209_601n * secondNs)
  await f.as(judge).competition.unbond()
  t.is(await credit(f, judge), 10n * near)
  await f.devnet.close()
})

test('INV-124 a configuration never changes once it is rolled', async (t) => {
  const f = await competitionFixture()
  const { cid } = await rollOne(f)
  const before = await f.view<CompetitionView>('competition', { cid })
  const config = { ...baseConfig, bond: '1', title: 'changed' }
  await f.as('organiser').competition.set_template({ series_id: '1', config })
  t.deepEqual(await f.view('config', { cid }), baseConfig)
  t.is((await f.view<CompetitionView>('competition', { cid })).config_hash, before.config_hash)
  f.devnet.advanceTime(2_592_000n * secondNs)
  const { json: next } = await f.as('organiser').competition.roll({ series_id: '1' })
  t.deepEqual(await f.view('config', { cid: next }), config)
  await f.devnet.close()
})

async function fundTokens(f: CompetitionFixture, cid: string, amount: bigint): Promise<void> {
  const { token } = f.as('funder')
  await token.mint({ account_id: 'funder.hub.near', amount: `${amount}` })
  const msg = JSON.stringify({ method: 'fund', args: { cid } })
  const args = { receiver_id: contractId, amount: `${amount}`, msg }
  const result = await token.ft_transfer_call(args, 1n)
  if (result.json !== `${amount}`) throw new Error(JSON.stringify(result.failure))
}

async function credit(f: CompetitionFixture, account_id: string, token = 'NEAR'): Promise<bigint> {
  return BigInt(await f.view<string>('credit_of', { account_id, token }))
}

async function solvent(t: ExecutionContext, f: CompetitionFixture, token: string, owed: bigint) {
  const now = await f.view<{ owed: string; holds: string; solvent: boolean }>('solvency', {
    token,
  })
  t.true(now.solvent)
  t.is(BigInt(now.owed), owed)
  t.is(BigInt(now.holds), owed)
}
