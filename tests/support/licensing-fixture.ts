/** The licensing contract on a fresh devnet, its neighbours, two tokens and a few accounts. */

import { type CallResult, createDevnet, type Devnet } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import type { ExecutionContext } from 'ava'
import { accountOf } from './channels-fixture.js'
import { fixtureWasm } from './fixture-contracts.js'
import { near } from './units.js'

export const licensingId = 'licensing.hub.near'
export const ownerId = 'hub.near'
export const guardianId = 'guardian.hub.near'
export const treasuryId = 'treasury.hub.near'
/** A plain account that speaks for the channels contract. */
export const channelsId = 'channels.hub.near'
export const competitionId = 'competition.hub.near'
/** The neighbour of `tests/fixtures/contracts`, in the ladder's place. */
export const ladderId = 'ladder.hub.near'
export const tokenId = 'token.hub.near'
export const badTokenId = 'bad.hub.near'
export const users = ['ann.hub.near', 'bob.hub.near', 'cat.hub.near', 'dan.hub.near'] as const
export const strangerId = 'stranger.hub.near'

export const feePpm = 20_000
export const poolPpm = 100_000

export type LicensingFixture = {
  readonly devnet: Devnet
  /** A call by an account, of the licensing contract unless told; resolves also when it fails. */
  readonly call: (
    signerId: string,
    method: string,
    args?: unknown,
    depositYocto?: bigint,
    contractId?: string,
  ) => Promise<CallResult>
  /** The same, for calls that must succeed; resolves to the value returned. */
  readonly must: (
    signerId: string,
    method: string,
    args?: unknown,
    depositYocto?: bigint,
    contractId?: string,
  ) => Promise<unknown>
  readonly view: (method: string, args?: unknown) => Promise<unknown>
  /** Sends tokens of an account with a message; resolves also when it fails. */
  readonly sendTokens: (
    signerId: string,
    token: string,
    amount: bigint,
    msg: string,
  ) => Promise<CallResult>
}

const gas = 300_000_000_000_000n

export async function licensingFixture(seed = 'licensing'): Promise<LicensingFixture> {
  const contracts = [licensingId, ladderId, tokenId, badTokenId, channelsId, competitionId]
  const names = [...contracts, guardianId, treasuryId, strangerId, ...users]
  const devnet = await createDevnet({
    rootAccountId: ownerId,
    seed,
    genesisTimestampNs: 1_700_000_000_000_000_000n,
    accounts: Object.fromEntries(names.map((name) => [name, { balanceYocto: 10_000n * near }])),
  })
  const call: LicensingFixture['call'] = (
    signerId,
    method,
    args = {},
    depositYocto = 0n,
    contractId = licensingId,
  ) => devnet.call(accountOf(devnet, signerId), contractId, method, args, { gas, depositYocto })
  const must: LicensingFixture['must'] = async (...args) => {
    const { failure, value } = await call(...args)
    if (failure !== undefined) throw new Error(`${args[1]}: ${JSON.stringify(failure)}`)
    return resultOf(value)
  }
  const fixture: LicensingFixture = {
    devnet,
    call,
    must,
    view: (method, args = {}) => devnet.view(licensingId, method, args),
    sendTokens: (signerId, token, amount, msg) => {
      const args = { receiver_id: licensingId, amount: String(amount), msg }
      return call(signerId, 'ft_transfer_call', args, 1n, token)
    },
  }
  await deploy(devnet, licensingId, readWasm('licensing'))
  await deploy(devnet, ladderId, await fixtureWasm('neighbour'))
  for (const id of [tokenId, badTokenId]) await deploy(devnet, id, await fixtureWasm('token'))
  await must(licensingId, 'init', initArgs)
  await must(competitionId, 'storage_deposit', {}, near)
  for (const id of [tokenId, badTokenId]) await must(ownerId, 'register_token', { token_id: id })
  for (const user of [...users, treasuryId]) {
    await must(user, 'storage_deposit', {}, 2n * near)
    for (const token of [tokenId, badTokenId]) await must(user, 'hold_token', { token })
  }
  for (const id of [...users, channelsId, strangerId]) {
    for (const token of [tokenId, badTokenId]) {
      await must(id, 'mint', { account_id: id, amount: String(10n ** 18n) }, 0n, token)
    }
  }
  return fixture
}

export const initArgs = {
  owner_id: ownerId,
  guardian_id: guardianId,
  treasury_id: treasuryId,
  channels_id: channelsId,
  competition_id: competitionId,
  ladder_id: ladderId,
  fee_ppm: feePpm,
  pool_ppm: poolPpm,
}

async function deploy(devnet: Devnet, id: string, wasm: Uint8Array): Promise<void> {
  const { failure } = await devnet.deploy(accountOf(devnet, id), wasm)
  if (failure !== undefined) throw new Error(JSON.stringify(failure))
}

export function resultOf(bytes: Uint8Array | undefined): unknown {
  const text = bytes === undefined ? '' : new TextDecoder().decode(bytes)
  return text === '' ? undefined : JSON.parse(text)
}

/** The code of a failed call, or undefined. */
export function codeOf({ failure }: CallResult): string | undefined {
  if (failure === undefined) return undefined
  const text = JSON.stringify(failure)
  return /(ERR_[A-Z0-9_]+)/.exec(text)?.[1] ?? text
}

/** Asserts that a call fails with a code. */
export async function refused(
  t: ExecutionContext,
  code: string,
  calling: Promise<CallResult>,
  message?: string,
): Promise<void> {
  seenCodes.add(code)
  t.is(codeOf(await calling), code, message)
}

/** Every code that `refused` has asked for in this process. */
export const seenCodes: Set<string> = new Set<string>()
