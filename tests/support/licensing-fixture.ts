/** The licensing contract on a fresh devnet, its neighbours, two tokens and a few accounts. */

import type { CallResult, Devnet } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import { attempt, type Calls, callsAs } from './calls.js'
import { fixtureWasm } from './fixture-contracts.js'
import { scene } from './scene.js'
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

export type TokenId = typeof tokenId | typeof badTokenId

export type LicensingContracts = {
  readonly licensing: typeof import('@research-hub/contracts/licensing/contract')
} & Readonly<Record<typeof ladderId, typeof import('../fixtures/contracts/neighbour.js')>> &
  Readonly<Record<TokenId, typeof import('../fixtures/contracts/token.js')>>

export type LicensingMethod = keyof Calls<LicensingContracts>['licensing']

export type LicensingFixture = {
  readonly devnet: Devnet
  readonly as: (who: string) => Calls<LicensingContracts>
  readonly view: (method: string, args?: unknown) => Promise<unknown>
  /** Sends tokens of an account with a message; resolves also when it fails. */
  readonly sendTokens: (
    signerId: string,
    token: TokenId,
    amount: bigint,
    msg: string,
  ) => Promise<CallResult>
}

export async function licensingFixture(seed = 'licensing'): Promise<LicensingFixture> {
  const token = await fixtureWasm('token')
  const devnet = await scene(
    {
      [licensingId]: readWasm('licensing'),
      [ladderId]: await fixtureWasm('neighbour'),
      [tokenId]: token,
      [badTokenId]: token,
    },
    [channelsId, competitionId, guardianId, treasuryId, strangerId, ...users],
    { seed, balanceYocto: 10_000n * near },
  )
  const as = callsAs<LicensingContracts>(devnet, {
    licensing: licensingId,
    [ladderId]: ladderId,
    [tokenId]: tokenId,
    [badTokenId]: badTokenId,
  })
  const fixture: LicensingFixture = {
    devnet,
    as,
    view: (method, args = {}) => devnet.view(licensingId, method, args),
    sendTokens: (signerId, token, amount, msg) => {
      const args = { receiver_id: licensingId, amount: String(amount), msg }
      return attempt(as(signerId)[token].ft_transfer_call(args, 1n))
    },
  }
  await as(licensingId).licensing.init(initArgs)
  await as(competitionId).licensing.storage_deposit({}, near)
  for (const id of [tokenId, badTokenId])
    await as(ownerId).licensing.register_token({ token_id: id })
  for (const user of [...users, treasuryId]) {
    await as(user).licensing.storage_deposit({}, 2n * near)
    for (const token of [tokenId, badTokenId]) await as(user).licensing.hold_token({ token })
  }
  for (const id of [...users, channelsId, strangerId]) {
    for (const token of [tokenId, badTokenId] as const) {
      await as(id)[token].mint({ account_id: id, amount: String(10n ** 18n) })
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
