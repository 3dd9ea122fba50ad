import type { CompetitionView, RankView } from '@research-hub/contracts/competition/interface'
import test from 'ava'
import { competitionFixture, evaluators, researchers } from '../../support/competition-fixture.js'
import { finishRound, openOne, playRound, toPhase } from '../../support/competition-round.js'
import { near } from '../../support/units.js'

test('a whole round: apply, commit, reveal, evaluate, tally, finalise, claim, close, purge', async (t) => {
  const f = await competitionFixture()
  const opened = await openOne(f)
  const { cid } = opened
  const [a = '', b = '', c = ''] = researchers
  await playRound(f, opened, { scores: { [a]: 700_000, [b]: 900_000, [c]: 500 } })
  await finishRound(f, cid, [a, b, c])
  const final = await f.view<CompetitionView>('competition', { cid })
  t.is(final.phase, 'final')
  t.is(final.ranked, 2)
  t.is(final.below_baseline, 1)
  t.is(final.places, 2)
  t.deepEqual(
    (await f.view<RankView[]>('page', { cid, from_rank: 1 })).map(({ account_id }) => account_id),
    [b, a],
  )
  for (const account_id of [a, b, c]) await f.as('stranger').competition.claim({ cid, account_id })
  const credit = async (account_id: string) =>
    BigInt(await f.view<string>('credit_of', { account_id, token: 'NEAR' }))
  const slice = (near * 3333n) / 10_000n
  t.is(await credit(c), near - slice)
  t.is((await credit(a)) + (await credit(b)), 10n * near + 2n * near + slice)
  await toPhase(f, cid, 'closed')
  for (const account_id of [a, b, c])
    await f.as('stranger').competition.close_entry({ cid, account_id })
  for (const evaluator_id of evaluators.slice(0, 4)) {
    await f.as('stranger').competition.settle_evaluator({ cid, evaluator_id })
    for (const account_id of [a, b, c])
      await f.as('stranger').competition.clear_scores({ cid, account_id, evaluator_id })
  }
  await f.as('stranger').competition.refund({ cid, account_id: 'funder.hub.near' })
  await f.as('stranger').competition.purge({ cid })
  await t.throwsAsync(f.view('competition', { cid }), { message: /ERR_COMPETITION_NOT_FOUND/ })
  await f.devnet.close()
})
