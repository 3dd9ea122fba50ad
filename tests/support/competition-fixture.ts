/** A devnet with the competition contract, stand-ins for its neighbours, and a cast of accounts. */
import { randomBytes } from 'node:crypto'
import type { CompetitionConfig } from '@research-hub/contracts/competition/interface'
import {
  type CallResult,
  type ChainSnapshot,
  createDevnet,
  type Devnet,
  type DevnetAccount,
} from '@research-hub/devnet'
import { readWasm } from '@research-hub/scripts/demo/chain'
import { fixtureWasm } from './fixture-contracts.js'
import { near } from './units.js'

export const contractId = 'competition.hub.near'
export const ladderId = 'ladder.hub.near'
export const licensingId = 'licensing.hub.near'
export const tokenAccount = 'token.hub.near'

const contracts = [contractId, ladderId, licensingId, tokenAccount]
export const evaluators = Array.from({ length: 7 }, (_, i) => `ev${i}.hub.near`)
export const researchers = Array.from({ length: 6 }, (_, i) => `res${i}.hub.near`)
const others = ['organiser.hub.near', 'funder.hub.near', 'donor.hub.near', 'stranger.hub.near']

export type CompetitionFixture = {
  readonly devnet: Devnet
  readonly account: (name: string) => DevnetAccount
  readonly start: ChainSnapshot
}

/** With a seed, keys, ids and times repeat, and so does every unit of gas. */
export async function competitionFixture(seed?: string): Promise<CompetitionFixture> {
  const names = [...contracts, ...evaluators, ...researchers, ...others]
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    chainId: seed ?? `test-${randomBytes(6).toString('hex')}`,
    ...(seed === undefined ? {} : { seed, genesisTimestampNs: 1_700_000_000_000_000_000n }),
    accounts: Object.fromEntries(names.map((name) => [name, { balanceYocto: 10_000n * near }])),
  })
  const account = (name: string): DevnetAccount => {
    const found = devnet.accounts.get(name.includes('.') ? name : `${name}.hub.near`)
    if (found === undefined) throw new Error(`no account ${name}`)
    return found
  }
  const deploy = async (name: string, wasm: Uint8Array): Promise<void> => {
    const result = await devnet.deploy(account(name), wasm)
    if (!result.ok) throw new Error(JSON.stringify(result.failure))
  }
  await deploy(contractId, readWasm('competition'))
  await deploy(ladderId, await fixtureWasm('neighbour'))
  await deploy(licensingId, await fixtureWasm('neighbour'))
  await deploy(tokenAccount, await fixtureWasm('token'))
  const f: CompetitionFixture = { devnet, account, start: devnet.snapshot() }
  const init = {
    owner_id: 'hub.near',
    guardian_id: 'hub.near',
    ladder_id: ladderId,
    licensing_id: licensingId,
  }
  await send(f, contractId, 'init', init)
  await send(f, 'hub.near', 'register_token', { token_id: tokenAccount })
  await send(f, 'hub.near', 'set_creator', { account_id: 'organiser.hub.near', allowed: true })
  for (const name of [...evaluators, ...researchers, 'organiser', 'funder', 'donor']) {
    await send(f, name, 'storage_deposit', {}, near)
  }
  for (const name of evaluators) await send(f, name, 'register_evaluator', {}, 10n * near)
  return { ...f, start: devnet.snapshot() }
}

/** The code at the start of an error, or its whole text. */
export function codeOf(failure: unknown): string {
  const text = JSON.stringify(failure) ?? ''
  return /ERR_[A-Z_]+/.exec(text)?.[0] ?? text
}

export class CallError extends Error {
  readonly code: string
  constructor(method: string, failure: unknown) {
    super(`${method}: ${JSON.stringify(failure)}`)
    this.code = codeOf(failure)
  }
}

export type SendResult = CallResult & { readonly json: unknown }

/** A call to the contract; fails with what the contract says. Failures in neighbours do not count. */
export async function send(
  f: CompetitionFixture,
  signer: string,
  method: string,
  args: unknown,
  depositYocto = 0n,
): Promise<SendResult> {
  const account = signer === 'hub.near' ? f.devnet.root : f.account(signer)
  return sendTo(f, account, contractId, method, args, depositYocto)
}

export async function sendTo(
  f: CompetitionFixture,
  account: DevnetAccount,
  target: string,
  method: string,
  args: unknown,
  depositYocto = 0n,
): Promise<SendResult> {
  const options = { gas: 300_000_000_000_000n, depositYocto }
  const result = await f.devnet.call(account, target, method, args, options)
  const own = result.receipts.find(({ executorId }) => executorId === target)
  const status = own?.status as { readonly Failure?: unknown } | undefined
  if (status?.Failure !== undefined) throw new CallError(method, status.Failure)
  if (own === undefined) throw new CallError(method, result.failure)
  const text = result.value === undefined ? '' : Buffer.from(result.value).toString()
  return { ...result, json: text === '' ? undefined : JSON.parse(text) }
}

export async function view<T>(f: CompetitionFixture, method: string, args: unknown): Promise<T> {
  return (await f.devnet.view(contractId, method, args)) as T
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
    { id: 'bits-per-byte', weight_bps: 7000, direction: 'lower', low: '8', high: '0' },
    { id: 'arithmetic', weight_bps: 3000, direction: 'higher', low: '0', high: '1' },
  ],
  token: 'near',
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
  evaluators: evaluators.slice(0, 3),
  evaluator_bond: `${near}`,
  non_reveal_penalty: `${near / 4n}`,
  quorum: 2,
  quorum_bps: 5000,
  tolerance: 50_000,
  draft_s: 1000,
  registration_s: 1000,
  commit_s: 1000,
  seed_delay_s: 200,
  reveal_s: 1000,
  eval_commit_s: 1000,
  eval_reveal_s: 1000,
  challenge_s: 1000,
  tally_s: 1000,
  keep_s: 10_000,
}
