import { readWasm } from '@research-hub/scripts/demo/chain'
import test from 'ava'
import { accountOf } from '../../support/calls.js'
import { longestId, outboxGas, sharedGas } from '../../support/common-gas.js'
import {
  type CompetitionFixture,
  competitionFixture,
  contractId,
  ladderId,
  tokenAccount,
} from '../../support/competition-fixture.js'
import {
  artifactOf,
  finishRound,
  openOne,
  playRound,
  rollOne,
  toPhase,
} from '../../support/competition-round.js'
import { gasNotes, type Note, unmeasuredCalls } from '../../support/gas-notes.js'
import { outboxId } from '../../support/outbox-ids.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { near, secondNs } from '../../support/units.js'

/** Carries the contract's code: its hash and its deployment cost by the byte. */

test('INV-122 gas of shared and further calls by the longest ids is as recorded and at most 6 Tgas', async (t) => {
  const f = await competitionFixture('competition-gas-common')
  const { gas, note } = gasNotes(t, contractId)
  const { devnet } = f
  const user = longestId(devnet, 'u')
  await devnet.createAccount(user, 1000n * near)
  await f.as(user).competition.storage_deposit({}, near)
  await note(
    'set_creator',
    f.as('hub.near').competition.set_creator({ account_id: user, allowed: true }),
  )
  await seatsAndBonds(f, user, note)
  await artifact(f, user, note)
  await money(f, user, note)
  await creditsRefused(f, user, note)
  const shared = {
    contractId,
    wasm: readWasm('competition'),
    message: '{"method":"deposit","args":{}}',
    initArgs: (id: (letter: string) => string) => ({
      owner_id: id('o'),
      guardian_id: id('g'),
      ladder_id: id('l'),
      licensing_id: id('c'),
      tiers: 7,
    }),
  }
  const ofInit = await sharedGas(t, devnet, shared, note)
  matchSnapshot(t, 'competition-gas-common', { ...gas, ...ofInit })
  await devnet.close()
})

test('every call of the contract is among the recorded figures', (t) => {
  t.deepEqual(unmeasuredCalls('competition'), [])
})

async function seatsAndBonds(f: CompetitionFixture, user: string, note: Note): Promise<void> {
  const seat = { tier: 1, account_id: user, season: 2, entries: 4, outbox_id: '1' }
  await note('admit_seat', f.as(ladderId).competition.admit_seat(seat))
  await note('register_evaluator, longest id', f.as(user).competition.register_evaluator({}, near))
  await note('request_unbond', f.as(user).competition.request_unbond())
  f.devnet.advanceTime(1_209_601n * secondNs)
  await note('unbond', f.as(user).competition.unbond())
}

async function artifact(f: CompetitionFixture, user: string, note: Note): Promise<void> {
  const opened = await openOne(f)
  const { cid } = opened
  await playRound(f, opened, { scores: { [user]: 651_234 } })
  await finishRound(f, cid, [user])
  const entry = { cid, account_id: user }
  await note('claim, longest id', f.as('stranger').competition.claim(entry))
  await note('register_winner, longest id', f.as('stranger').competition.register_winner(entry))
  await toPhase(f, cid, 'closed')
  await note('close_entry, longest id', f.as('stranger').competition.close_entry(entry))
  f.devnet.advanceTime(31_536_000n * secondNs)
  const root = { artifact_root: artifactOf(user) }
  await note('forget_artifact', f.as(user).competition.forget_artifact(root))
}

async function money(f: CompetitionFixture, user: string, note: Note): Promise<void> {
  const { cid } = await rollOne(f, { token: tokenAccount, prize: '1000' })
  const minted = { account_id: user, amount: '1000' }
  await f.as(user).token.mint(minted)
  await f.as(user).competition.hold_token({ token: tokenAccount })
  const msg = JSON.stringify({ method: 'fund', args: { cid } })
  const transfer = { receiver_id: contractId, amount: '1000', msg }
  await note('ft_on_transfer, fund', f.as(user).token.ft_transfer_call(transfer, 1n))
  await toPhase(f, cid, 'failed')
  await note('void_competition', f.as('stranger').competition.void_competition({ cid }))
}

/** Credits that the ladder refuses at first. */
async function creditsRefused(f: CompetitionFixture, user: string, note: Note): Promise<void> {
  const setMode = (mode: string) => f.as('ladder').ladder.set_mode({ mode })
  const { cid } = await openOne(f, { admission: 'list' })
  await f.as(user).competition.apply({ cid }, near)
  await f.as('organiser').competition.admit({ cid, account_ids: [user] })
  await toPhase(f, cid, 'commit')
  await setMode('failing')
  await note(
    'request_credits',
    f.as('stranger').competition.request_credits({ cid, account_id: user }),
    'on_outbox, failed',
  )
  for (let nth = 1; nth < 50; nth++) {
    const id = outboxId(f.devnet, contractId, nth)
    const entry = await f.view<{ method: string } | null>('outbox_entry', { id })
    if (entry?.method !== 'grant_credits') continue
    const notification = { id, amountYocto: 0n, setMode }
    return outboxGas(f.devnet, contractId, accountOf(f.devnet, 'stranger'), notification, note)
  }
  throw new Error('no outbox entry')
}
