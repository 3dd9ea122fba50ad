/** Words of ours and names of accounts: nobody has what a contract calls by a name, whatever the account is called. */
import type { Devnet } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import test, { type ExecutionContext } from 'ava'
import { accountOf, sharedCallsAs } from '../../support/calls.js'
import { fixtureWasm } from '../../support/fixture-contracts.js'
import * as ladder from '../../support/ladder-fixture.js'
import * as licensing from '../../support/licensing-fixture.js'
import { refused } from '../../support/refused.js'
import { scene } from '../../support/scene.js'
import { near } from '../../support/units.js'

const ids = {
  channels: 'channels.hub.near',
  licensing: licensing.licensingId,
  ladder: ladder.ladderId,
  competition: ladder.competitionId,
}
const roles = { owner_id: 'hub.near', guardian_id: ladder.guardianId }
const inits = {
  channels: { ...roles, fee_bps: 50, fee_recipient_id: 'hub.near', licensing_id: ids.licensing },
  licensing: licensing.initArgs,
  ladder: ladder.initArgs,
  competition: {
    ...roles,
    ladder_id: ids.ladder,
    licensing_id: ids.licensing,
    tiers: 7,
  },
}
type Name = keyof typeof ids
const names = Object.keys(ids) as readonly Name[]
const [victim, mallory, tokenId] = ['victim.hub.near', 'mallory.hub.near', 'good.hub.near']
/** Names that mean something to a contract or to the protocol, each an account that anybody could come to hold. */
const callers = ['near', 'system', ...Object.values(ids), 'root']
const amount = String(100n * near)

async function start(t: ExecutionContext): Promise<Devnet> {
  const wasm = Object.fromEntries(names.map((name) => [ids[name], readWasm(name)]))
  const others = ['near', 'system', 'root', victim, mallory, ladder.guardianId]
  const devnet = await scene({ ...wasm, [tokenId]: await fixtureWasm('token') }, others)
  t.teardown(devnet.close)
  for (const name of names) {
    const as = sharedCallsAs(devnet, ids[name])
    await devnet.call(accountOf(devnet, ids[name]), ids[name], 'init', inits[name])
    for (const id of [victim, mallory, 'near']) await as(id).storage_deposit({}, near)
    await as(victim).deposit({}, 100n * near)
  }
  return devnet
}

/** Messages of `ft_on_transfer` that would put money down to somebody. */
const messages: Readonly<Record<Name, readonly unknown[]>> = {
  channels: ['', { account_id: mallory }],
  licensing: ['', { method: 'record_revenue', args: { asset_id: '1', outbox_id: '1' } }],
  ladder: ['', { method: 'contribute', args: { pool_id: '1' } }],
  competition: ['', { method: 'fund', args: { cid: '1' } }],
}

for (const name of names) {
  test(`INV-38: ${name} takes no tokens from an account of whatever name that is not a registered token`, async (t) => {
    const devnet = await start(t)
    const as = sharedCallsAs(devnet, ids[name])
    for (const caller of callers) {
      for (const message of messages[name]) {
        const msg = typeof message === 'string' ? message : JSON.stringify(message)
        const forged = { sender_id: mallory, amount, msg }
        await refused(t, 'ERR_UNKNOWN_TOKEN', as(caller).ft_on_transfer(forged), `${caller} ${msg}`)
      }
    }
    t.is(await creditOf(devnet, ids[name], mallory), '0')
    await as(victim).withdraw({ token: 'NEAR' }, 1n)
    const books = (await devnet.view(ids[name], 'solvency', { token: 'NEAR' })) as {
      solvent: boolean
    }
    t.true(books.solvent)
  })

  test(`INV-38: in ${name} the coin is not spelled like an account, and no account like the coin`, async (t) => {
    const devnet = await start(t)
    const as = sharedCallsAs(devnet, ids[name])
    for (const token of ['near', 'system', 'root', ids[name]])
      await refused(t, 'ERR_UNKNOWN_TOKEN', as(victim).withdraw({ token }, 1n), token)
    for (const token of ['', 'Near', 'NEAR ', 'NEAR.', ' ', '0'])
      await refused(t, 'ERR_ARGS', as(victim).withdraw({ token }, 1n), token)
    await refused(t, 'ERR_ARGS', as('hub.near').register_token({ token_id: 'NEAR' }))
    await refused(t, 'ERR_ARGS', as('hub.near').register_token({ token_id: '' }))
  })
}

async function creditOf(devnet: Devnet, contractId: string, account: string): Promise<unknown> {
  return devnet.view(contractId, 'credit_of', { account_id: account, token: 'NEAR' })
}
