import test from 'ava'
import { channelOf, gateway, idOf, problemOf } from '../../support/kinds-fixture.js'

/** The chain's lanes 0 to 2. */
const settled = (...lanes: readonly bigint[]) => ({
  settledYocto: lanes.reduce((sum, one) => sum + one, 0n),
  lanes: lanes.map((settledYocto, lane) => ({ lane, settledYocto })),
})

test('what somebody settled past the ledger is not left for others', async (t) => {
  const { chain, ledger, post, session } = gateway()
  // A payer without memory: each voucher is for just what is named.
  const pay = (yocto: bigint, lane = 0) => session('aa').onLane(lane).pay(yocto)
  t.is((await post(await pay(100n))).status, 200)
  // On a lane that the ledger has never seen, and ahead of it on one that it has.
  chain.set(idOf('aa'), channelOf(settled(150n, 0n, 30n)))
  t.is(await problemOf(await post(await pay(971n))), 'deposit-exceeded')
  t.is((await post(await pay(970n))).status, 200)
  t.is(await problemOf(await post(await pay(31n, 2))), 'deposit-exceeded')
  // What was settled before the lane was seen counts as delivered: it is no new credit.
  t.is((await post(await pay(30n, 2))).status, 200)
  t.is((await ledger.entry(idOf('aa')))?.acceptedYocto, 970n)
})

test('a channel that is new here starts from what the chain has settled', async (t) => {
  const { chain, ledger, post, session } = gateway()
  chain.set(idOf('aa'), channelOf(settled(0n, 400n, 0n)))
  const pay = (yocto: bigint) => session('aa').pay(yocto)
  t.is(await problemOf(await post(await pay(601n))), 'deposit-exceeded')
  t.is((await post(await pay(600n))).status, 200)
  const entry = await ledger.entry(idOf('aa'))
  t.like(entry, { acceptedYocto: 1_000n, spentYocto: 410n })
})

test('an announced decrease counts at once, for what is new only', async (t) => {
  const { chain, post, session } = gateway()
  const pay = (yocto: bigint) => session('aa').pay(yocto)
  t.is((await post(await pay(500n))).status, 200)
  chain.set(idOf('aa'), channelOf({ decrease: { limitYocto: 400n } }))
  t.is((await post(await pay(500n))).status, 200)
  t.is(await problemOf(await post(await pay(501n))), 'deposit-exceeded')
})
