/** A devnet with the competition contract, stand-ins for its neighbours, and a cast of accounts. */
import type { CompetitionConfig } from '@research-hub/contracts/competition/interface'
import type { CallResult, ChainSnapshot, Devnet } from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import { type Calls, callsAs } from './calls.js'
import { fixtureWasm } from './fixture-contracts.js'
import { scene } from './scene.js'
import { near } from './units.js'

export const contractId = 'competition.hub.near'
export const ladderId = 'ladder.hub.near'
export const licensingId = 'licensing.hub.near'
export const tokenAccount = 'token.hub.near'

export const evaluators = Array.from({ length: 9 }, (_, i) => `ev${i}.hub.near`)
export const researchers = Array.from({ length: 6 }, (_, i) => `res${i}.hub.near`)
const others = ['organiser.hub.near', 'funder.hub.near', 'donor.hub.near', 'stranger.hub.near']

export type CompetitionContracts = {
  readonly competition: typeof import('@research-hub/contracts/competition/contract')
  readonly ladder: typeof import('../fixtures/contracts/neighbour.js')
  readonly licensing: typeof import('../fixtures/contracts/neighbour.js')
  readonly token: typeof import('../fixtures/contracts/token.js')
}

export type CompetitionFixture = {
  readonly devnet: Devnet
  /** Calls that fail with what the called contract says; failures of its neighbours do not count. */
  readonly as: (who: string) => Calls<CompetitionContracts>
  readonly view: <T>(method: string, args?: unknown) => Promise<T>
  readonly start: ChainSnapshot
}

/** With a seed, keys, ids and times repeat, and so does every unit of gas. */
export async function competitionFixture(seed?: string): Promise<CompetitionFixture> {
  const neighbour = await fixtureWasm('neighbour')
  const devnet = await scene(
    {
      [contractId]: readWasm('competition'),
      [ladderId]: neighbour,
      [licensingId]: neighbour,
      [tokenAccount]: await fixtureWasm('token'),
    },
    [...evaluators, ...researchers, ...others],
    { seed, balanceYocto: 10_000n * near },
  )
  const ids = { competition: contractId, ladder: ladderId, licensing: licensingId }
  const f: CompetitionFixture = {
    devnet,
    as: callsAs<CompetitionContracts>(devnet, { ...ids, token: tokenAccount }, { isOwnOnly: true }),
    view: async <T>(method: string, args: unknown = {}) =>
      (await devnet.view(contractId, method, args)) as T,
    start: devnet.snapshot(),
  }
  const init = {
    owner_id: 'hub.near',
    guardian_id: 'hub.near',
    ladder_id: ladderId,
    licensing_id: licensingId,
    tiers: 7,
  }
  await f.as(contractId).competition.init(init)
  await f.as('hub.near').competition.register_token({ token_id: tokenAccount })
  await f
    .as('hub.near')
    .competition.set_creator({ account_id: 'organiser.hub.near', allowed: true })
  for (const name of [...evaluators, ...researchers, ...others]) {
    await f.as(name).competition.storage_deposit({}, near)
  }
  for (const name of evaluators) await f.as(name).competition.register_evaluator({}, 10n * near)
  return { ...f, start: devnet.snapshot() }
}

/** Gas of the contract's own receipt: loading plus instructions plus host functions. */
export function ownGas(result: CallResult): bigint {
  return result.receipts.find(({ executorId }) => executorId === contractId)?.gasBurnt ?? 0n
}

export const hex = (byte: number): string => byte.toString(16).padStart(2, '0').repeat(32)

export const baseConfig: CompetitionConfig = {
  title: '0.5B, March',
  rules_root: hex(1),
  tier: 0,
  max_params: '500000000',
  max_tokens: '10000000000',
  max_bytes: '2000000000',
  max_flops: '1000000000000000000000',
  dataset_root: hex(2),
  licences: ['Apache-2.0', 'MIT'],
  benchmarks: [
    { id: 'bits-per-byte', weight_bps: 7000, direction: 'higher', low: 0, high: 1_048_575 },
    { id: 'arithmetic', weight_bps: 3000, direction: 'higher', low: 0, high: 1_048_575 },
  ],
  token: 'NEAR',
  prize: `${10n * near}`,
  prize_weights: [50, 30, 20],
  min_ranked: 1,
  bond: `${near}`,
  forfeit_bps: 1500,
  below_baseline_bps: 3333,
  baseline: 1000,
  admission: 'open',
  max_entrants: 1000,
  min_season: 0,
  resource_credits: '500',
  evaluators: evaluators.slice(0, 4),
  evaluator_bond: `${near}`,
  non_reveal_penalty: `${near / 4n}`,
  outlier_penalty: `${near / 8n}`,
  evaluator_fee_bps: 0,
  committee: 3,
  reserves: 1,
  quorum_bps: 5000,
  tolerance: 50_000,
  draft_s: 1000,
  registration_s: 1000,
  commit_s: 1000,
  reveal_s: 1000,
  seed_delay_s: 1000,
  eval_commit_s: 1000,
  eval_reveal_s: 1000,
  challenge_s: 1000,
  tally_s: 1000,
  keep_s: 100_000,
}
