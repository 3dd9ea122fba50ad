import { createHash } from 'node:crypto'
import { type CallResult, createDevnet, type Devnet } from '@research-hub/devnet'
import type { ExecutionContext } from 'ava'
import { accountOf } from './channels-fixture.js'
import { fixtureWasm } from './fixture-contracts.js'
import { near } from './units.js'

/** The contract's books, as `solvency` shows them. */
export type Books = {
  readonly holds: string
  readonly owed: string
  readonly credits: string
  readonly outbox: string
  readonly in_flight: string
  readonly solvent: boolean
}

export const probeId = 'probe.hub.near'
export const tokenId = 'token.hub.near'
export const badTokenId = 'bad.hub.near'
export const neighbourId = 'neighbour.hub.near'
export const users = ['ann.hub.near', 'bob.hub.near'] as const

/** A devnet with the probe contract, two registered tokens, a neighbour and two registered users. */
export type ProbeFixture = {
  readonly devnet: Devnet
  readonly probeWasm: Uint8Array
  /** A call by an account; resolves also when it fails. */
  readonly call: (
    signerId: string,
    contractId: string,
    method: string,
    args?: unknown,
    depositYocto?: bigint,
  ) => Promise<CallResult>
  readonly solvency: (token: string) => Promise<Books>
}

export async function probeFixture(seed = 'probe'): Promise<ProbeFixture> {
  const names = [probeId, tokenId, badTokenId, neighbourId, ...users]
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    seed,
    genesisTimestampNs: 1_700_000_000_000_000_000n,
    accounts: Object.fromEntries(names.map((name) => [name, { balanceYocto: 1000n * near }])),
  })
  const call: ProbeFixture['call'] = (signerId, contractId, method, args = {}, depositYocto = 0n) =>
    devnet.call(accountOf(devnet, signerId), contractId, method, args, {
      gas: 300_000_000_000_000n,
      depositYocto,
    })
  const must = async (result: Promise<CallResult>): Promise<void> => {
    const { failure } = await result
    if (failure !== undefined) throw new Error(JSON.stringify(failure))
  }
  const probeWasm = await fixtureWasm('probe')
  await must(devnet.deploy(accountOf(devnet, probeId), probeWasm))
  for (const id of [tokenId, badTokenId]) {
    await must(devnet.deploy(accountOf(devnet, id), await fixtureWasm('token')))
  }
  await must(devnet.deploy(accountOf(devnet, neighbourId), await fixtureWasm('neighbour')))
  await must(call(probeId, probeId, 'init', { owner_id: 'hub.near', guardian_id: users[1] }))
  for (const id of [tokenId, badTokenId]) {
    await must(call('hub.near', probeId, 'register_token', { token_id: id }))
    for (const user of users) {
      await must(call(user, id, 'mint', { account_id: user, amount: '1000000' }))
    }
  }
  for (const user of users) await must(call(user, probeId, 'storage_deposit', {}, near / 10n))
  return {
    devnet,
    probeWasm,
    call,
    solvency: async (token) => (await devnet.view(probeId, 'solvency', { token })) as Books,
  }
}

/** Asserts that a call failed with a code, or succeeded when the code is empty. */
export function expectFailure(t: ExecutionContext, code: string, result: CallResult): void {
  const text = JSON.stringify(result.failure) ?? ''
  if (code === '') t.is(text, '')
  else t.true(text.includes(code), `expected ${code}, got ${text || 'success'}`)
}

/** Sends tokens of a user to a contract. */
export function sendTokens(
  fixture: ProbeFixture,
  userId: string,
  token: string,
  amount: bigint,
  receiverId: string = probeId,
): Promise<CallResult> {
  const args = { receiver_id: receiverId, amount: String(amount), msg: '' }
  return fixture.call(userId, token, 'ft_transfer_call', args, 1n)
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
