import type { CompetitionView, RankView } from '@research-hub/contracts/competition/interface'
import test from 'ava'
import { competitionFixture, evaluators } from '../support/competition-fixture.js'
import { finishRound, openOne, playRound, toPhase } from '../support/competition-round.js'
import { near } from '../support/units.js'

const entrants = Number(process.env.DEEP_ENTRANTS ?? 1000)

/** Each call takes a few seconds of the chain's time; all entrants must fit into a phase. */
const phaseS = 1000 + 10 * entrants
const durations = {
  registration_s: phaseS,
  commit_s: phaseS,
  reveal_s: phaseS,
  eval_commit_s: phaseS,
  eval_reveal_s: phaseS,
  challenge_s: phaseS,
}

test(`a competition of ${entrants} entrants: order, prizes and every record back`, async (t) => {
  t.timeout(3_600_000)
  const f = await competitionFixture()
  const judges = evaluators.slice(0, 4)
  for (const judge of judges) await f.as(judge).competition.storage_deposit({}, 10n * near)
  const scores: Record<string, number> = {}
  for (let i = 0; i < entrants; i++) {
    const name = `e${String(i).padStart(4, '0')}.hub.near`
    await f.devnet.createAccount(name, 2n * near)
    await f.as(name).competition.storage_deposit({}, near / 50n)
    // Crowded, with ties; all above the baseline.
    scores[name] = 600_000 + ((i * 7919) % 401)
  }
  const opened = await openOne(f, {
    evaluators: judges,
    max_entrants: entrants,
    ...durations,
  })
  const { cid } = opened
  await playRound(f, opened, { scores })
  const names = Object.keys(scores)
  await finishRound(f, cid, names)
  const expected = names
    .map((name, sequence) => ({ name, sequence, score: scores[name] ?? 0 }))
    .sort((x, y) => y.score - x.score || x.sequence - y.sequence)
  const ranked: RankView[] = []
  for (let from_rank = 1; from_rank <= entrants; from_rank += 50)
    ranked.push(...(await f.view<RankView[]>('page', { cid, from_rank })))
  t.deepEqual(
    ranked.map(({ rank, account_id, score, sequence }) => [rank, account_id, score, sequence]),
    expected.map(({ name, score, sequence }, at) => [at + 1, name, score, sequence]),
  )
  for (const account_id of names) await f.as('stranger').competition.claim({ cid, account_id })
  let credits = 0n
  for (const account_id of names)
    credits += BigInt(await f.view<string>('credit_of', { account_id, token: 'NEAR' }))
  t.is(credits, 10n * near + BigInt(entrants) * near)
  await toPhase(f, cid, 'closed')
  for (const account_id of names) {
    await f.as('stranger').competition.close_entry({ cid, account_id })
    for (const evaluator_id of judges)
      await f.as('stranger').competition.clear_scores({ cid, account_id, evaluator_id })
  }
  for (const evaluator_id of judges)
    await f.as('stranger').competition.settle_evaluator({ cid, evaluator_id })
  await f.as('stranger').competition.refund({ cid, account_id: 'funder.hub.near' })
  t.is((await f.view<CompetitionView>('competition', { cid })).entries, 0)
  t.deepEqual(await f.view('page', { cid, from_rank: 1 }), [])
  await f.as('stranger').competition.purge({ cid })
  await f.devnet.close()
})
