/** NEP-141 tokens on the fixture's chain, registered with the channels contract. */
import type { DevnetAccount } from '@research-hub/devnet'
import type { HubClient } from '@research-hub/sdk'
import { type ChannelsFixture, contractId } from '../../../support/channels-fixture.js'
import { fixtureWasm } from '../../../support/fixture-contracts.js'
import { near } from '../../../support/units.js'

export type TokenMode = 'honest' | 'failing' | 'lying' | 'reentrant'

export type TestToken = {
  readonly id: string
  readonly account: DevnetAccount
  readonly setMode: (mode: TokenMode) => Promise<void>
  /** Has transfers call a method of the sender first, in `reentrant` mode. */
  readonly setReentry: (method: string, payload: object) => Promise<void>
  /** Has transfers log a line. */
  readonly setLog: (line: string) => Promise<void>
  readonly balanceOf: (accountId: string) => Promise<bigint>
}

/** A token that payer, payee and fee recipient hold, with `amount` of it in the payer's credit. */
export async function addToken(
  f: ChannelsFixture,
  name: string,
  amount: bigint,
): Promise<TestToken> {
  const id = `${name}.hub.near`
  const account = await f.devnet.createAccount(id, 20n * near)
  const deployed = await f.devnet.deploy(account, await fixtureWasm('token'))
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.failure))
  const run = async (method: string, args: object): Promise<void> => {
    const result = await f.devnet.call(account, id, method, args)
    if (!result.ok) throw new Error(JSON.stringify(result.failure))
  }
  await f.as('hub.near').channels.register_token({ token_id: id })
  for (const hub of [f.payer, f.payee, f.owner]) await holdToken(hub, id)
  if (amount > 0n) {
    await run('mint', { account_id: 'payer.hub.near', amount: String(amount) })
    await f.payer.channels.depositTokens({ token: id, amount })
  }
  return {
    id,
    account,
    setMode: (mode) => run('set_mode', { mode }),
    setReentry: (method, payload) =>
      run('set_reentry', { method, payload: JSON.stringify(payload) }),
    setLog: (line) => run('set_log', { line }),
    balanceOf: async (accountId) =>
      BigInt(String(await f.devnet.view(id, 'ft_balance_of', { account_id: accountId }))),
  }
}

async function holdToken(hub: HubClient, token: string): Promise<void> {
  await hub.channels.storageDeposit({ depositYocto: near / 10n })
  await hub.channels.holdToken({ token })
}

/** What the contract owes and holds of a token, by its own books and by the token's. */
export async function tokenBooks(f: ChannelsFixture, token: TestToken) {
  const solvency = await f.payer.channels.solvency({ token: token.id })
  return { ...solvency, heldByToken: await token.balanceOf(contractId) }
}
