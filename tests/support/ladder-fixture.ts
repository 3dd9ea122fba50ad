import { insert } from '@research-hub/contracts/common/trie/change'
import { leaderboardKey } from '@research-hub/contracts/common/trie/key'
import { prove } from '@research-hub/contracts/common/trie/proof'
import { rootHash } from '@research-hub/contracts/common/trie/query'
import type { CallResult, Devnet } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import { attempt, type Calls, callsAs } from './calls.js'
import { memoryTrie } from './competition-trie.js'
import { fixtureWasm } from './fixture-contracts.js'
import { scene } from './scene.js'
import { dayNs, near } from './units.js'

export const ladderId = 'ladder.hub.near'
export const competitionId = 'competition.hub.near'
export const licensingId = 'licensing.hub.near'
export const tokenId = 'token.hub.near'
export const badTokenId = 'bad.hub.near'
export const ownerId = 'hub.near'
export const guardianId = 'guardian.hub.near'
export const people = ['ann', 'bob', 'cat', 'dan', 'eve', 'fay'].map((name) => `${name}.hub.near`)
export const [ann = '', bob = '', cat = '', dan = '', eve = '', fay = ''] = people

export const seasonNs = 30n * dayNs
export const standingNs = 5n * dayNs
export const offerNs = 3n * dayNs
export const vetoNs = 2n * dayNs

/** Small enough that seats run out, and without the limits of large fields. */
const open = { promote_bps: 10_000, fast_places: 0 } as const

export const tiers = [
  { size: '0.5B', seats: 100, bench: 0, kappa_bps: 0, entries: 4, resources: 1, ...open },
  { size: '2B', seats: 3, bench: 1, kappa_bps: 1500, entries: 4, resources: 4, ...open },
  { size: '8B', seats: 2, bench: 1, kappa_bps: 3000, entries: 3, resources: 16, ...open },
  { size: '30B', seats: 1, bench: 0, kappa_bps: 5000, entries: 2, resources: 60, ...open },
] as const

export const initArgs = {
  owner_id: ownerId,
  guardian_id: guardianId,
  competition_id: competitionId,
  licensing_id: licensingId,
  tiers,
  season_s: Number(seasonNs / 1_000_000_000n),
  standing_s: Number(standingNs / 1_000_000_000n),
  offer_s: Number(offerNs / 1_000_000_000n),
  veto_s: Number(vetoNs / 1_000_000_000n),
}

type NeighbourId = typeof competitionId | typeof licensingId

type TokenId = typeof tokenId | typeof badTokenId

export type LadderContracts = {
  readonly ladder: typeof import('@research-hub/contracts/ladder/contract')
} & Readonly<Record<NeighbourId, typeof import('../fixtures/contracts/neighbour.js')>> &
  Readonly<Record<TokenId, typeof import('../fixtures/contracts/token.js')>>

export type LadderMethod = keyof Calls<LadderContracts>['ladder']

export type Solvency = {
  readonly holds: string
  readonly owed: string
  readonly locked: string
  readonly credits: string
  readonly outbox: string
  readonly in_flight: string
  readonly storage_balances: string
  readonly solvent: boolean
}

/**
 * A devnet with the ladder, neighbours that are both test contracts and accounts of ours, two
 * registered tokens, and people with storage deposits.
 */
export type LadderFixture = {
  readonly devnet: Devnet
  /** Time at which season 0 began. */
  readonly genesisNs: bigint
  readonly as: (who: string) => Calls<LadderContracts>
  readonly view: <T>(method: string, args?: unknown) => Promise<T>
  readonly nowNs: () => bigint
  /** Goes to a time after the start of a season. */
  readonly goTo: (season: number, afterNs?: bigint) => void
  readonly solvency: (token?: string) => Promise<Solvency>
  /** Makes a round final with these accounts, best first, under keys of the results if given; returns the proofs by account. */
  readonly round: (
    cid: number,
    tier: number,
    ranking: readonly string[],
    keys?: readonly number[],
  ) => Promise<ReadonlyMap<string, string>>
  /** Makes a round final and proves everybody's result. */
  readonly proveAll: (cid: number, tier: number, ranking: readonly string[]) => Promise<void>
}

/** What a test wants otherwise than `initArgs`, and whom it needs beside `people`. */
export type LadderSetting = {
  readonly init?: Readonly<Record<string, unknown>>
  readonly others?: readonly string[]
  readonly seasonNs?: bigint
}

/** Whose rounds count in every tier. */
export const officialSeries = '1'

export async function ladderFixture(
  seed = 'ladder',
  { init = {}, others = [], seasonNs: lengthNs = seasonNs }: LadderSetting = {},
): Promise<LadderFixture> {
  const [token, neighbour] = [await fixtureWasm('token'), await fixtureWasm('neighbour')]
  const devnet = await scene(
    {
      [ladderId]: readWasm('ladder'),
      [tokenId]: token,
      [badTokenId]: token,
      [competitionId]: neighbour,
      [licensingId]: neighbour,
    },
    [guardianId, ...people, ...others],
    { seed, balanceYocto: 10_000n * near },
  )
  const as = callsAs<LadderContracts>(devnet, {
    ladder: ladderId,
    [competitionId]: competitionId,
    [licensingId]: licensingId,
    [tokenId]: tokenId,
    [badTokenId]: badTokenId,
  })
  const nowNs = (): bigint => devnet.chain.head().header.timestampNs
  const genesisNs = nowNs() + dayNs
  await as(ladderId).ladder.init({
    ...initArgs,
    season_s: Number(lengthNs / 1_000_000_000n),
    ...init,
    genesis_ns: String(genesisNs),
  })
  const tierCount = ({ ...initArgs, ...init } as { tiers: readonly unknown[] }).tiers.length
  for (let tier = 0; tier < tierCount; tier++) {
    await as(ownerId).ladder.set_series({ tier, series_id: officialSeries })
  }
  for (const id of [tokenId, badTokenId]) {
    await as(ownerId).ladder.register_token({ token_id: id })
  }
  for (const id of [...people, ...others, ownerId, competitionId, licensingId]) {
    await as(id).ladder.storage_deposit({}, near)
  }
  let outboxId = 0
  const round: LadderFixture['round'] = async (cid, tier, ranking, given) => {
    const trie = memoryTrie()
    const keys =
      given ?? ranking.map((_, place) => leaderboardKey(900_000 - place * 1000, place + 1))
    for (const [place, account] of ranking.entries()) insert(trie, keys[place] ?? 0, account)
    outboxId += 1
    await as(competitionId).ladder.on_final({
      cid: String(cid),
      tier,
      results_root: Buffer.from(rootHash(trie)).toString('hex'),
      series_id: officialSeries,
      ranked: Math.max(ranking.length, 3),
      finalised_at_ns: String(nowNs()),
      outbox_id: String(outboxId),
    })
    return new Map(
      ranking.map((account, place) => [
        account,
        Buffer.from(prove(trie, keys[place] ?? 0) ?? []).toString('base64'),
      ]),
    )
  }
  const fixture: LadderFixture = {
    devnet,
    genesisNs,
    as,
    nowNs,
    view: async <T>(method: string, args: unknown = {}) =>
      (await devnet.view(ladderId, method, args)) as T,
    goTo: (season, afterNs = 0n) => {
      const at = genesisNs + BigInt(season) * lengthNs + afterNs
      if (at > nowNs()) devnet.advanceTime(at - nowNs())
    },
    solvency: async (token = 'NEAR') =>
      (await devnet.view(ladderId, 'solvency', { token })) as Solvency,
    round,
    proveAll: async (cid, tier, ranking) => {
      for (const [account, proof] of await round(cid, tier, ranking)) {
        await as(account).ladder.qualify({ cid: String(cid), account_id: account, proof })
      }
    },
  }
  return fixture
}

/** Sends tokens with a message to the ladder. */
export function sendTokens(
  f: LadderFixture,
  senderId: string,
  amount: bigint,
  message: unknown = '',
  token: TokenId = tokenId,
): Promise<CallResult> {
  const msg = typeof message === 'string' ? message : JSON.stringify(message)
  const args = { receiver_id: ladderId, amount: String(amount), msg }
  return attempt(f.as(senderId)[token].ft_transfer_call(args, 1n))
}

export async function mint(
  f: LadderFixture,
  accountId: string,
  amount: bigint,
  token: TokenId = tokenId,
): Promise<void> {
  await f.as(accountId)[token].mint({ account_id: accountId, amount: String(amount) })
}

/** A pool's terms relative to now; by the owner, managed by fay. */
export function poolArgs(f: LadderFixture, change: Record<string, unknown> = {}): object {
  const now = f.nowNs()
  return {
    tier: 1,
    token: 'NEAR',
    manager_id: fay,
    goal: String(10n * near),
    deadline_ns: String(now + 10n * dayNs),
    stages: [
      { limit: String(4n * near), deadline_ns: String(now + 20n * dayNs) },
      { limit: String(5n * near), deadline_ns: String(now + 30n * dayNs) },
    ],
    ...change,
  }
}

export async function createPool(
  f: LadderFixture,
  change: Record<string, unknown> = {},
): Promise<string> {
  const { value } = await f.as(ownerId).ladder.create_pool(poolArgs(f, change))
  return JSON.parse(Buffer.from(value ?? []).toString()) as string
}

/** Gas of the ladder's own receipt that a call began with. */
export function entryGas(result: CallResult): bigint {
  return result.receipts[0]?.gasBurnt ?? 0n
}
