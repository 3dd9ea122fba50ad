import { count, rootHash } from '@research-hub/contracts/common/trie/query'
import type { EntryView, RankView } from '@research-hub/contracts/competition/interface'
import { admitLimit, denyLimit } from '@research-hub/contracts/competition/limits'
import { readWasm } from '@research-hub/scripts/demo/chain'
import test, { type ExecutionContext } from 'ava'
import { type FieldKind, fieldNodes } from '../../support/competition-field.js'
import {
  baseConfig,
  type CompetitionFixture,
  competitionFixture,
  contractId,
  evaluators,
  ownGas,
  researchers,
} from '../../support/competition-fixture.js'
import {
  commitScoresAs,
  entryCommitment,
  openOne,
  playRound,
  revealArgs,
  revealScoresAs,
  saltHash,
  saltOf,
  toPhase,
} from '../../support/competition-round.js'
import { memoryTrie } from '../../support/competition-trie.js'
import type { Note } from '../../support/gas-notes.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { near, tgas } from '../../support/units.js'

const [a = '', b = ''] = researchers

/** Calls with budgets of their own. */
const budgets: Readonly<Record<string, bigint>> = {
  tally_9_at_100k: 14n,
  tally_9_at_100k_tied: 14n,
  page_50_at_100k: 12n,
  page_50_at_100k_tied: 12n,
}

test('INV-122 gas of every method is what it was, and within its budget up to 100 000 entrants', async (t) => {
  const gas: Record<string, bigint> = {}
  const note: Note = async (name, calling) => {
    const burnt = ownGas(await calling)
    gas[name] = burnt
    t.true(burnt <= (budgets[name] ?? 6n) * tgas, `${name}: ${burnt}`)
  }
  const f = await competitionFixture('competition-gas')
  await shortCalls(f, note)
  f.devnet.revert(f.start)
  await listCalls(f, note)
  f.devnet.revert(f.start)
  await lastPlace(f, note)
  f.devnet.revert(f.start)
  await bigField(t, f, note)
  matchSnapshot(t, 'competition-gas', gas)
  await f.devnet.close()
})

test('the wasm is as large as it was, below 450 kB', (t) => {
  const { length } = readWasm('competition')
  t.true(length <= 450_000)
  matchSnapshot(t, 'competition-size', { 'competition.wasm': length })
})

async function shortCalls(f: CompetitionFixture, note: Note): Promise<void> {
  const template = { config: baseConfig, period_s: 2_592_000 }
  await note('create_series', f.as('organiser').competition.create_series(template))
  await note(
    'set_template',
    f.as('organiser').competition.set_template({ series_id: '1', config: baseConfig }),
  )
  await note('roll', f.as('organiser').competition.roll({ series_id: '1' }))
  const cid = '1'
  await note('fund', f.as('funder').competition.fund({ cid }, 10n * near))
  for (const who of [a, b]) await note('apply', f.as(who).competition.apply({ cid }, near))
  await note(
    'register_evaluator',
    f.as(evaluators[5] ?? '').competition.register_evaluator({}, near),
  )
  await note('add_tips', f.as('stranger').competition.add_tips({ series_id: '1' }, near))
  await note('set_tiers', f.as('hub.near').competition.set_tiers({ tiers: 7 }))
  const judges = evaluators.slice(0, 4)
  for (const judge of judges)
    await note('enrol', f.as(judge).competition.enrol({ cid, salt_hash: saltHash(f, cid, judge) }))
  await toPhase(f, cid, 'commit')
  for (const who of [a, b]) {
    const commitment = entryCommitment(f, cid, who)
    await note('commit', f.as(who).competition.commit({ cid, commitment }))
  }
  await toPhase(f, cid, 'reveal')
  for (const who of [a, b]) await note('reveal', f.as(who).competition.reveal(revealArgs(cid, who)))
  for (const judge of judges)
    await note('reveal_salt', f.as(judge).competition.reveal_salt({ cid, salt: saltOf(judge) }))
  await toPhase(f, cid, 'eval_commit')
  await note('fix_seed', f.as('stranger').competition.fix_seed({ cid }))
  const scores = [600_000, 700_000]
  for (const judge of judges) await note('commit_scores', commitScoresAs(f, cid, judge, a, scores))
  await toPhase(f, cid, 'eval_reveal')
  for (const judge of judges) await note('reveal_scores', revealScoresAs(f, cid, judge, a, scores))
  await toPhase(f, cid, 'challenge')
  await note('tally', f.as('stranger').competition.tally({ cid, account_id: a }))
  await f.as('stranger').competition.tally({ cid, account_id: b })
  await toPhase(f, cid, 'results')
  await note('finalise', f.as('stranger').competition.finalise({ cid }))
  await note('announce_results', f.as('stranger').competition.announce_results({ cid }))
  await note('claim', f.as('stranger').competition.claim({ cid, account_id: a }))
  await note('claim_unranked', f.as('stranger').competition.claim({ cid, account_id: b }))
  await note(
    'register_winner',
    f.as('stranger').competition.register_winner({ cid, account_id: a }),
  )
  await toPhase(f, cid, 'closed')
  for (const account_id of [a, b])
    await note('close_entry', f.as('stranger').competition.close_entry({ cid, account_id }))
  for (const evaluator_id of judges) {
    await note(
      'settle_evaluator',
      f.as('stranger').competition.settle_evaluator({ cid, evaluator_id }),
    )
    await note(
      'clear_scores',
      f.as('stranger').competition.clear_scores({ cid, account_id: a, evaluator_id }),
    )
  }
  await note('refund', f.as('stranger').competition.refund({ cid, account_id: 'funder.hub.near' }))
  await note('purge', f.as('stranger').competition.purge({ cid }))
  await note('end_series', f.as('organiser').competition.end_series({ series_id: '1' }))
}

async function listCalls(f: CompetitionFixture, note: Note): Promise<void> {
  const { cid } = await openOne(f, {
    admission: 'list',
    bond: String(near / 20n),
    resource_credits: '0',
  })
  // The longest names there are.
  const names = Array.from(
    { length: admitLimit },
    (_, i) => `many${String(i).padStart(51, '0')}.hub.near`,
  )
  for (const name of names) {
    await f.devnet.createAccount(name, near)
    await f.as(name).competition.apply({ cid }, near / 5n)
  }
  const both = f.devnet.snapshot()
  const batch = (count: number) => ({ cid, account_ids: names.slice(0, count) })
  await note('admit', f.as('organiser').competition.admit(batch(1)))
  f.devnet.revert(both)
  await note('admit, a full list', f.as('organiser').competition.admit(batch(admitLimit)))
  f.devnet.revert(both)
  await note('deny', f.as('organiser').competition.deny(batch(1)))
  f.devnet.revert(both)
  await note('deny, a full list', f.as('organiser').competition.deny(batch(denyLimit)))
  f.devnet.revert(both)
  await note('withdraw_entry', f.as(names[0] ?? '').competition.withdraw_entry({ cid }))
  await note('cancel', f.as('organiser').competition.cancel({ cid }))
  await note(
    'close_entry_off',
    f.as('stranger').competition.close_entry({ cid, account_id: names[1] }),
  )
}

async function lastPlace(f: CompetitionFixture, note: Note): Promise<void> {
  const { cid } = await openOne(f, { max_entrants: 1 })
  for (const who of [a, b]) await f.as(who).competition.apply({ cid }, near)
  await toPhase(f, cid, 'commit')
  await f.as('stranger').competition.request_credits({ cid, account_id: a })
  await note('withdraw_entry, late', f.as(a).competition.withdraw_entry({ cid }))
  await note('take_place', f.as(b).competition.take_place({ cid }))
}

/** A field of 100 000 in the contract's own format, under a real competition with seven evaluators. */
async function bigField(t: ExecutionContext, f: CompetitionFixture, note: Note): Promise<void> {
  const opened = await openOne(f, {
    evaluators,
    committee: 7,
    reserves: 2,
    token: 'NEAR',
    tolerance: 1,
  })
  const { cid } = opened
  await playRound(f, opened, { scores: { [a]: 651_234 } })
  const before = f.devnet.snapshot()
  for (const kind of ['normal', 'tied'] as const) {
    f.devnet.revert(before)
    const suffix = kind === 'normal' ? '' : `_${kind}`
    loadField(t, f, cid, kind)
    await note(
      `tally_9_at_100k${suffix}`,
      f.as('stranger').competition.tally({ cid, account_id: a }),
    )
    const { scores } = await f.view<EntryView>('entry', { cid, account_id: a })
    t.is(scores.filter((score) => score >= 0).length, 9)
    const page = { cid, from_rank: 50_001, limit: 50 }
    const listed = await f.as('stranger').competition.page(page)
    await note(`page_50_at_100k${suffix}`, listed)
    t.is((listed.json as RankView[]).length, 50)
    await note(`rank_at_100k${suffix}`, f.as('stranger').competition.rank({ cid, account_id: a }))
    await note(
      `cutoff_at_100k${suffix}`,
      f.as('stranger').competition.cutoff({ cid, places: 50_000 }),
    )
    await note(`proof_at_100k${suffix}`, f.as('stranger').competition.proof({ cid, account_id: a }))
    await toPhase(f, cid, 'results')
    await note(`finalise_at_100k${suffix}`, f.as('stranger').competition.finalise({ cid }))
    await note(`claim_at_100k${suffix}`, f.as('stranger').competition.claim({ cid, account_id: a }))
  }
}

function loadField(t: ExecutionContext, f: CompetitionFixture, cid: string, kind: FieldKind): void {
  const nodes = fieldNodes(100_000, kind)
  const trie = { ...memoryTrie(), read: (path: string) => nodes.get(path) }
  t.is(count(trie), 100_000)
  t.is(rootHash(trie).length, 32)
  const bytes = [...nodes].reduce(
    (sum, [path, node]) => sum + node.length + path.length + 2 + cid.length + 1 + 40,
    0,
  )
  t.log(`${kind}: ${nodes.size} nodes, ${(bytes / 100_000).toFixed(1)} bytes an entrant`)
  f.devnet.chain.patchState(
    [...nodes].map(([path, value]) => ({
      kind: 'Data' as const,
      accountId: contractId,
      key: new Uint8Array(Buffer.from(`n:${cid}:${path}`)),
      value,
    })),
  )
  f.devnet.produceBlocks(1)
}

test('storage of an entrant is at most 0.9 kB, and comes back', async (t) => {
  const f = await competitionFixture()
  const longest = `${'x'.repeat(55)}.hub.near`
  await f.devnet.createAccount(longest, 10n * near)
  await f.as(longest).competition.storage_deposit({}, near)
  const { cid } = await openOne(f, { token: 'NEAR' })
  const held = async (account_id: string): Promise<bigint> => {
    const balance = await f.view<{ total: string; available: string }>('storage_balance_of', {
      account_id,
    })
    return (BigInt(balance.total) - BigInt(balance.available)) / 10n ** 19n
  }
  const before = await held(longest)
  await f.as(longest).competition.apply({ cid }, near)
  const reserved = (await held(longest)) - before
  t.log(`an entrant with a 64-character id reserves ${reserved} bytes`)
  t.true(reserved <= 900n)
  const typical = await held(a)
  await f.as(a).competition.apply({ cid }, near)
  t.log(`one with a ${a.length}-character id reserves ${(await held(a)) - typical} bytes`)
  await f.as(longest).competition.withdraw_entry({ cid })
  t.is(await held(longest), before)
  await f.devnet.close()
})
