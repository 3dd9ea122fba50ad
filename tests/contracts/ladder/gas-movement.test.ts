import test from 'ava'
import { attempt } from '../../support/calls.js'
import type { Note } from '../../support/gas-notes.js'
import {
  ann,
  bob,
  cat,
  dan,
  entryGas,
  eve,
  fay,
  guardianId,
  ladderFixture,
  ownerId,
  people,
  standingNs,
  vetoNs,
} from '../../support/ladder-fixture.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { near, tgas } from '../../support/units.js'

const most = 6n * tgas

test('INV-218 gas of moving up and down is exactly as recorded and at most 6 Tgas', async (t) => {
  const tier = (size: string, seats: number): object => ({
    size,
    seats,
    bench: 9,
    kappa_bps: 0,
    entries: 4,
    resources: 4,
    relegate_bps: 5000,
    promote_bps: 10_000,
    fast_places: 2,
  })
  // The longest account ids there are.
  const others = Array.from({ length: 8 }, (_, at) => `${'x'.repeat(54)}${at}.hub.near`)
  const f = await ladderFixture('ladder-gas-movement', {
    init: { tiers: [tier('a', 40), tier('b', 14), tier('c', 13)], identity_id: fay },
    others,
  })
  const gas: Record<string, bigint> = {}
  const note: Note = async (name, calling) => {
    const result = await attempt(calling)
    t.is(JSON.stringify(result.failure) ?? '', '', name)
    gas[name] = entryGas(result)
    t.true((gas[name] ?? 0n) <= most, `${name} burns ${gas[name]}`)
  }
  const all = [...people, ...others]
  await f.as(guardianId).ladder.storage_deposit({}, near)
  const until_ns = String(f.nowNs() + 1000n * vetoNs)
  for (const [at, account_id] of all.entries()) {
    const person = Buffer.from(`${at}`.padEnd(32, '.')).toString('hex')
    const calling = f.as(fay).ladder.vouch({ account_id, person, until_ns })
    if (at === 0) await note('vouch', calling)
    else await calling
  }
  f.goTo(0)
  for (const cid of [1, 2]) await f.proveAll(cid, 0, all)
  await note('claim_fast_seat', f.as(ann).ladder.claim_fast_seat({ tier: 0 }))
  await note('draw_resources', f.as(ann).ladder.draw_resources({ tier: 2 }))
  await f.as(ann).ladder.resign({ tier: 2 })
  await note('unvouch', f.as(fay).ladder.unvouch({ account_id: ann }))
  f.goTo(1)
  for (const account_id of all) await f.as(bob).ladder.stand({ tier: 0, account_id })
  f.goTo(1, standingNs)
  await note('offer_seats, the most', f.as(bob).ladder.offer_seats({ tier: 1, limit: 7 }))
  await f.as(bob).ladder.offer_seats({ tier: 1, limit: 7 })
  const holders = all.slice(1)
  for (const account of holders) await f.as(account).ladder.claim_seat({ tier: 1 })
  for (const cid of [3, 4]) await f.proveAll(cid, 1, holders)
  f.goTo(2)
  for (const account_id of holders) await f.as(bob).ladder.stand({ tier: 1, account_id })
  f.goTo(2, standingNs)
  await note('relegate, out', f.as(bob).ladder.relegate({ tier: 1 }))
  for (let i = 1; i < 6; i++) await f.as(bob).ladder.relegate({ tier: 1 })
  await f.as(bob).ladder.offer_seats({ tier: 2, limit: 7 })
  const top = holders.slice(0, 7)
  for (const account of top) await f.as(account).ladder.claim_seat({ tier: 2 })
  for (const cid of [5, 6]) await f.proveAll(cid, 2, [...top].reverse())
  f.goTo(3)
  for (const account_id of top) await f.as(bob).ladder.stand({ tier: 2, account_id })
  f.goTo(3, standingNs)
  await note('relegate, down', f.as(bob).ladder.relegate({ tier: 2 }))
  const accused = { account_id: eve }
  await note(
    'accuse',
    f.as(guardianId).ladder.accuse({ ...accused, evidence_hash: '22'.repeat(32) }),
  )
  await note('dismiss_accusation', f.as(ownerId).ladder.dismiss_accusation(accused))
  await f.as(guardianId).ladder.accuse({ ...accused, evidence_hash: '22'.repeat(32) })
  f.devnet.advanceTime(vetoNs)
  await note('remove_cheat', f.as(dan).ladder.remove_cheat(accused))
  f.goTo(8)
  await note('forget_accusation', f.as(cat).ladder.forget_accusation(accused))
  t.log(gas)
  matchSnapshot(t, 'ladder-gas-movement', gas)
})
