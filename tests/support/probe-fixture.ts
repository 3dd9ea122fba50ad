import { createHash } from 'node:crypto'
import type { CallResult, Devnet } from '@research-hub/devnet'
import { attempt, type Calls, callsAs } from './calls.js'
import { fixtureWasm } from './fixture-contracts.js'
import { scene } from './scene.js'
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

export type ProbeContracts = {
  readonly probe: typeof import('../fixtures/contracts/probe.js')
  readonly neighbour: typeof import('../fixtures/contracts/neighbour.js')
  readonly token: typeof import('../fixtures/contracts/token.js')
  readonly badToken: typeof import('../fixtures/contracts/token.js')
}

export type ProbeMethod = keyof Calls<ProbeContracts>['probe']

/** A devnet with the probe contract, two registered tokens, a neighbour and two registered users. */
export type ProbeFixture = {
  readonly devnet: Devnet
  readonly probeWasm: Uint8Array
  readonly as: (who: string) => Calls<ProbeContracts>
  readonly solvency: (token: string) => Promise<Books>
}

export async function probeFixture(seed = 'probe'): Promise<ProbeFixture> {
  const probeWasm = await fixtureWasm('probe')
  const wasm = await fixtureWasm('token')
  const devnet = await scene(
    {
      [probeId]: probeWasm,
      [tokenId]: wasm,
      [badTokenId]: wasm,
      [neighbourId]: await fixtureWasm('neighbour'),
    },
    users,
    { seed },
  )
  const as = callsAs<ProbeContracts>(devnet, {
    probe: probeId,
    neighbour: neighbourId,
    token: tokenId,
    badToken: badTokenId,
  })
  await as(probeId).probe.init({ owner_id: 'hub.near', guardian_id: users[1] })
  for (const token of ['token', 'badToken'] as const) {
    const token_id = token === 'token' ? tokenId : badTokenId
    await as('hub.near').probe.register_token({ token_id })
    for (const user of users) await as(user)[token].mint({ account_id: user, amount: '1000000' })
  }
  for (const user of users) await as(user).probe.storage_deposit({}, near / 10n)
  return {
    devnet,
    probeWasm,
    as,
    solvency: async (token) => (await devnet.view(probeId, 'solvency', { token })) as Books,
  }
}

/** Sends tokens of a user to a contract. */
export function sendTokens(
  f: ProbeFixture,
  userId: string,
  token: string,
  amount: bigint,
  receiver_id: string = probeId,
): Promise<CallResult> {
  const args = { receiver_id, amount: String(amount), msg: '' }
  const name = token === tokenId ? 'token' : 'badToken'
  return attempt(f.as(userId)[name].ft_transfer_call(args, 1n))
}

export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
