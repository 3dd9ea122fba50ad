/** What a seat gives, and what can take it away: resources, proven cheats, one account a person. */
import test from 'ava'
import { requireExactBooks } from '../../support/exact-books.js'
import {
  ann,
  bob,
  cat,
  competitionId,
  guardianId,
  type LadderFixture,
  ladderFixture,
  ladderId,
  ownerId,
  people,
  tiers,
  vetoNs,
} from '../../support/ladder-fixture.js'
import { refused } from '../../support/refused.js'

const fast = { ...tiers[0], fast_places: 2 }
const person = (name: string): string => Buffer.from(name.padEnd(32, '.')).toString('hex')
const evidence_hash = person('evidence')

/** Ann and bob are exceptional in tier 0 and may take seats at once. */
async function withExceptional(
  init: Readonly<Record<string, unknown>> = {},
): Promise<LadderFixture> {
  const f = await ladderFixture('rights', { init: { tiers: [fast, ...tiers.slice(1)], ...init } })
  f.goTo(0)
  for (const cid of [1, 2]) await f.proveAll(cid, 0, people)
  await f.as(guardianId).ladder.storage_deposit({}, 10n ** 24n)
  return f
}

const received = async (f: LadderFixture): Promise<{ tier: number; entries: number }> => {
  const { args } = (await f.devnet.view(competitionId, 'received')) as { readonly args: string }
  return JSON.parse(args) as { tier: number; entries: number }
}

test('INV-224 the holder of a seat draws the resources of its tier once a season, whatever becomes of the seat', async (t) => {
  const f = await withExceptional()
  await refused(t, 'ERR_NO_SEAT', f.as(ann).ladder.draw_resources({ tier: 2 }))
  await f.as(ann).ladder.claim_fast_seat({ tier: 0 })
  await f.as(ann).ladder.draw_resources({ tier: 2 })
  t.like(await f.view<object>('credits', { account_id: ann }), { available: '16' })
  await refused(t, 'ERR_DRAWN', f.as(ann).ladder.draw_resources({ tier: 2 }))
  // Leaving and coming back by the same results draws nothing new, nor does spending all first.
  await f.as(ownerId).ladder.register_provider({ provider_id: cat })
  await f.as(ann).ladder.spend_credits({ provider_id: cat, amount: '16' })
  await refused(t, 'ERR_CREDITS_LIVE', f.as(cat).ladder.drop_credits({ account_id: ann }))
  await f.as(ann).ladder.resign({ tier: 2 })
  await f.as(ann).ladder.claim_fast_seat({ tier: 0 })
  await refused(t, 'ERR_DRAWN', f.as(ann).ladder.draw_resources({ tier: 2 }))
  f.goTo(1)
  await f.as(ann).ladder.draw_resources({ tier: 2 })
  t.like(await f.view<object>('credits', { account_id: ann }), { available: '16' })
  f.goTo(3)
  await f.as(cat).ladder.drop_credits({ account_id: ann })
  await requireExactBooks(t, f.devnet, ladderId)
})

test('INV-225 a proven cheat loses the seat when nobody dismisses the accusation in time, and is barred for four seasons', async (t) => {
  const f = await withExceptional()
  await f.as(ann).ladder.claim_fast_seat({ tier: 0 })
  const accused = { account_id: ann }
  await refused(t, 'ERR_NOT_GUARDIAN', f.as(bob).ladder.accuse({ ...accused, evidence_hash }))
  await refused(t, 'ERR_NOT_ACCUSED', f.as(bob).ladder.remove_cheat(accused))
  await f.as(guardianId).ladder.accuse({ ...accused, evidence_hash })
  await refused(t, 'ERR_ACCUSED', f.as(ownerId).ladder.accuse({ ...accused, evidence_hash }))
  await refused(t, 'ERR_NOT_GUARDIAN', f.as(ann).ladder.dismiss_accusation(accused))
  await f.as(ownerId).ladder.dismiss_accusation(accused)
  await refused(t, 'ERR_NOT_ACCUSED', f.as(bob).ladder.remove_cheat(accused))
  await f.as(guardianId).ladder.accuse({ ...accused, evidence_hash })
  await refused(t, 'ERR_VETO_OPEN', f.as(bob).ladder.remove_cheat(accused))
  f.devnet.advanceTime(vetoNs)
  await f.as(bob).ladder.remove_cheat(accused)
  t.is(await f.view('seat', { tier: 2, account_id: ann }), null)
  t.is((await received(f)).tier, 0)
  await refused(t, 'ERR_BARRED', f.as(bob).ladder.remove_cheat(accused))
  await refused(t, 'ERR_VETO_OVER', f.as(ownerId).ladder.dismiss_accusation(accused))
  await refused(t, 'ERR_BARRED', f.as(ann).ladder.claim_fast_seat({ tier: 0 }))
  f.goTo(1)
  await refused(t, 'ERR_BARRED', f.as(bob).ladder.stand({ tier: 0, account_id: ann }))
  await f.as(bob).ladder.stand({ tier: 0, account_id: bob })
  f.goTo(3)
  await refused(t, 'ERR_BARRED', f.as(bob).ladder.forget_accusation(accused))
  f.goTo(4)
  await f.as(ann).ladder.claim_fast_seat({ tier: 0 })
  await f.as(bob).ladder.forget_accusation(accused)
  await requireExactBooks(t, f.devnet, ladderId)
})

test('INV-226 where seats ask for a person, one person has one account: sixty accounts of one hold one seat', async (t) => {
  const f = await withExceptional({ identity_id: cat })
  const until_ns = String(f.nowNs() + 10n * vetoNs)
  const claim = (account: string) => f.as(account).ladder.claim_fast_seat({ tier: 0 })
  await refused(t, 'ERR_NOT_VOUCHED', claim(ann))
  const vouch = { account_id: ann, person: person('ann'), until_ns }
  await refused(t, 'ERR_NOT_IDENTITY', f.as(ownerId).ladder.vouch(vouch))
  await f.as(cat).ladder.vouch(vouch)
  await refused(t, 'ERR_PERSON_KNOWN', f.as(cat).ladder.vouch({ ...vouch, account_id: bob }))
  await refused(t, 'ERR_PERSON_KNOWN', f.as(cat).ladder.vouch({ ...vouch, person: person('x') }))
  await f.as(cat).ladder.vouch({ ...vouch, until_ns: String(f.nowNs() + vetoNs) })
  await claim(ann)
  await refused(t, 'ERR_NOT_VOUCHED', claim(bob))
  await refused(t, 'ERR_HAS_SEAT', f.as(cat).ladder.unvouch({ account_id: ann }))
  await f.as(ann).ladder.resign({ tier: 2 })
  f.devnet.advanceTime(vetoNs)
  await refused(t, 'ERR_NOT_VOUCHED', claim(ann))
  await f.as(cat).ladder.unvouch({ account_id: ann })
  await f.as(cat).ladder.vouch({ ...vouch, account_id: bob })
  await claim(bob)
  await requireExactBooks(t, f.devnet, ladderId)
})

test('INV-227 the competition hears of every seat that begins, moves or ends, and of the entries that it has', async (t) => {
  const f = await withExceptional()
  await f.as(ann).ladder.claim_fast_seat({ tier: 0 })
  t.like(await received(f), { tier: 2, entries: 3 })
  await f.as(ann).ladder.resign({ tier: 2 })
  t.like(await received(f), { tier: 0 })
})
