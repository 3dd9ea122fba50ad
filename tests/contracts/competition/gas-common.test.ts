import { readWasm } from '@research-hub/scripts/demo/chain'
import test from 'ava'
import {
  governanceGas,
  initGas,
  longestId,
  moneyGas,
  type Note,
  outboxGas,
  storageGas,
  upgradeGas,
} from '../../support/common-gas.js'
import {
  type CompetitionFixture,
  competitionFixture,
  contractId,
  ladderId,
  send,
  sendTo,
  tokenAccount,
  view,
} from '../../support/competition-fixture.js'
import {
  artifactOf,
  finishRound,
  openOne,
  playRound,
  rollOne,
  toPhase,
} from '../../support/competition-round.js'
import { gasNotes, unmeasuredCalls } from '../../support/gas-notes.js'
import { matchSnapshot } from '../../support/snapshot.js'
import { near, secondNs } from '../../support/units.js'

/** Carries the contract's code: its hash and its deployment cost by the byte. */
const budgets = { execute_upgrade: 24n, 'execute_upgrade, deployment': 60n }

test('INV-122 gas of shared and further calls by the longest ids is as recorded and at most 6 Tgas', async (t) => {
  const f = await competitionFixture('competition-gas-common')
  const { gas, note } = gasNotes(t, contractId, budgets)
  const { devnet } = f
  const user = longestId(devnet, 'u')
  await devnet.createAccount(user, 1000n * near)
  await send(f, user, 'storage_deposit', {}, near)
  note('set_creator', await send(f, 'hub.near', 'set_creator', { account_id: user, allowed: true }))
  await seatsAndBonds(f, user, note)
  await artifact(f, user, note)
  await money(f, user, note)
  await creditsRefused(f, user, note)
  await storageGas(devnet, contractId, note)
  await moneyGas(devnet, contractId, devnet.root, '{"method":"deposit","args":{}}', note)
  await upgradeGas(devnet, f.account(contractId), devnet.root, readWasm('competition'), note)
  await governanceGas(devnet, contractId, devnet.root, note)
  const { gas: ofInit, note: noteInit } = gasNotes(t, longestId(devnet, 'i'))
  await initGas(
    devnet,
    readWasm('competition'),
    (id) => ({
      owner_id: id('o'),
      guardian_id: id('g'),
      ladder_id: id('l'),
      licensing_id: id('c'),
    }),
    noteInit,
  )
  matchSnapshot(t, 'competition-gas-common', { ...gas, ...ofInit })
  await devnet.close()
})

test('every call of the contract is among the recorded figures', (t) => {
  t.deepEqual(unmeasuredCalls('competition'), [])
})

async function seatsAndBonds(f: CompetitionFixture, user: string, note: Note): Promise<void> {
  const seat = { tier: 1, account_id: user, season: 2, outbox_id: '1' }
  note('admit_seat', await send(f, ladderId, 'admit_seat', seat))
  note('register_evaluator, longest id', await send(f, user, 'register_evaluator', {}, near))
  note('request_unbond', await send(f, user, 'request_unbond', {}))
  f.devnet.advanceTime(1_209_601n * secondNs)
  note('unbond', await send(f, user, 'unbond', {}))
}

async function artifact(f: CompetitionFixture, user: string, note: Note): Promise<void> {
  const opened = await openOne(f)
  const { cid } = opened
  await playRound(f, opened, { scores: { [user]: 651_234 } })
  await finishRound(f, cid, [user])
  const entry = { cid, account_id: user }
  note('claim, longest id', await send(f, 'stranger', 'claim', entry))
  note('register_winner, longest id', await send(f, 'stranger', 'register_winner', entry))
  await toPhase(f, cid, 'closed')
  note('close_entry, longest id', await send(f, 'stranger', 'close_entry', entry))
  const root = { artifact_root: artifactOf(user) }
  note('forget_artifact', await send(f, user, 'forget_artifact', root))
}

async function money(f: CompetitionFixture, user: string, note: Note): Promise<void> {
  const account = f.account(user)
  const { cid } = await rollOne(f, { token: tokenAccount, prize: '1000' })
  const minted = { account_id: user, amount: '1000' }
  await f.devnet.call(account, tokenAccount, 'mint', minted)
  await send(f, user, 'hold_token', { token: tokenAccount })
  const msg = JSON.stringify({ method: 'fund', args: { cid } })
  const transfer = { receiver_id: contractId, amount: '1000', msg }
  const sent = await sendTo(f, account, tokenAccount, 'ft_transfer_call', transfer, 1n)
  note('ft_on_transfer, fund', sent)
  await toPhase(f, cid, 'failed')
  note('void_competition', await send(f, 'stranger', 'void_competition', { cid }))
}

/** Credits that the ladder refuses at first. */
async function creditsRefused(f: CompetitionFixture, user: string, note: Note): Promise<void> {
  const setMode = (mode: string) => sendTo(f, f.account('ladder'), ladderId, 'set_mode', { mode })
  const { cid } = await openOne(f, { admission: 'list' })
  await send(f, user, 'apply', { cid }, near)
  await send(f, 'organiser', 'admit', { cid, account_ids: [user] })
  await setMode('failing')
  const asked = await send(f, 'stranger', 'request_credits', { cid, account_id: user })
  note('request_credits', asked, 'on_outbox, failed')
  for (let id = 1; id < 50; id++) {
    const entry = await view<{ method: string } | null>(f, 'outbox_entry', { id: String(id) })
    if (entry?.method !== 'grant_credits') continue
    const notification = { id: String(id), amountYocto: 0n, setMode }
    return outboxGas(f.devnet, contractId, f.account('stranger'), notification, note)
  }
  throw new Error('no outbox entry')
}
