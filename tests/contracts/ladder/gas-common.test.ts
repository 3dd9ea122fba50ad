import { readWasm } from '@research-hub/scripts/demo/chain'
import test from 'ava'
import { longestId, outboxGas, sharedGas } from '../../support/common-gas.js'
import { gasNotes, unmeasuredCalls } from '../../support/gas-notes.js'
import {
  bob,
  competitionId,
  initArgs,
  ladderFixture,
  ladderId,
  standingNs,
  tiers,
} from '../../support/ladder-fixture.js'
import { outboxId } from '../../support/outbox-ids.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { near } from '../../support/units.js'

/** Carries the contract's code: its hash and its deployment cost by the byte. */

test('INV-218 gas of seats and shared calls by the longest ids is as recorded and at most 6 Tgas', async (t) => {
  const f = await ladderFixture('ladder-gas-common')
  const { gas, note, noteRefusal } = gasNotes(t, ladderId)
  const { devnet } = f
  const user = longestId(devnet, 'u')
  const account = await devnet.createAccount(user, 100n * near)
  await f.as(user).ladder.storage_deposit({}, near)
  for (const cid of [1, 2]) await f.proveAll(cid, 0, [user, bob])
  f.goTo(1)
  await note('stand, longest id', f.as(user).ladder.stand({ tier: 0, account_id: user }))
  f.goTo(1, standingNs)
  await note('offer_seats, longest id', f.as(user).ladder.offer_seats({ tier: 1 }))
  const setMode = (mode: string) => f.as(competitionId)[competitionId].set_mode({ mode })
  await setMode('failing')
  await note('claim_seat, refused', f.as(user).ladder.claim_seat({ tier: 1 }), 'on_outbox, failed')
  await outboxGas(
    devnet,
    ladderId,
    account,
    { id: outboxId(devnet, ladderId), amountYocto: 0n, setMode },
    note,
  )
  const transfer = {
    receiver_id: user,
    token_id: `1:${user}`,
    memo: 'm'.repeat(1024),
  }
  await noteRefusal('nft_transfer', f.as(user).ladder.nft_transfer(transfer, 1n))
  const transferCall = { ...transfer, msg: 'm'.repeat(4096) }
  await noteRefusal('nft_transfer_call', f.as(user).ladder.nft_transfer_call(transferCall, 1n))
  await note('resign', f.as(user).ladder.resign({ tier: 1 }))
  t.is(await f.view('seat', { tier: 1, account_id: user }), null)
  // Seven tiers, as many as there can be.
  const seven = [500, 400, 300, 200, 100, 50, 10].map((seats, i) => ({
    ...tiers[0],
    size: `${i}`.repeat(4),
    seats,
    bench: 1,
    kappa_bps: i * 1000,
  }))
  const shared = {
    contractId: ladderId,
    wasm: readWasm('ladder'),
    message: '',
    initArgs: (id: (letter: string) => string) => ({
      ...initArgs,
      owner_id: id('o'),
      guardian_id: id('g'),
      competition_id: id('c'),
      licensing_id: id('l'),
      tiers: seven,
    }),
  }
  const ofInit = await sharedGas(t, devnet, shared, note)
  matchSnapshot(t, 'ladder-gas-common', { ...gas, ...ofInit })
})

test('every call of the contract is among the recorded figures', (t) => {
  t.deepEqual(unmeasuredCalls('ladder'), [])
})
