/** A hub on a chain in this process, for the examples: the five contracts, deployed and set up. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createDevnet, type Devnet, type DevnetAccount } from '@research-hub/devnet'
import {
  type ContractName,
  contractNames,
  createHubClient,
  embedded,
  type HubClient,
  type HubContracts,
  type Journal,
} from '@research-hub/sdk'
import { saltHash } from '@research-hub/sdk/codecs'

export const near = 10n ** 24n

const rootId = 'hub.near'
const judges = ['ida', 'joe', 'kim', 'lou'].map((name) => `${name}.${rootId}`)
/** Intel's SGX root key; nothing on a development chain needs another. */
const rootKey =
  '0ba9c4c0c0c86193a3fe23d6b02cda10a8bbd4e88e48b4458561a36e705525f567918e2edc88e40d860bd0cc4ee26aacc988e505a953558c453f6b0904ae7394'

export type LocalHub = {
  readonly devnet: Devnet
  readonly chainId: string
  /** Fee settings of the channels contract. */
  readonly read: (
    hub: HubClient,
  ) => Promise<{ readonly feeBps: number; readonly feeRecipientId: string }>
  /** The same client with a journal that remembers what it signed. */
  readonly withJournal: (hub: HubClient, journal: Journal) => HubClient
  /** The hub as a new account with 50 NEAR sees it; `root` is the owner of all contracts. */
  readonly join: (name: string) => Promise<HubClient>
  /** Lets chain time pass. */
  readonly advance: (seconds: number) => void
  readonly nowNs: () => bigint
  readonly close: () => Promise<void>
}

export async function startLocalHub(): Promise<LocalHub> {
  const devnet = await createDevnet({ rootAccountId: rootId })
  const contracts = Object.fromEntries(
    contractNames.map((name) => [name, `${name}.${rootId}`]),
  ) as HubContracts
  for (const [name, args] of Object.entries(initArgs(contracts))) {
    const contractId = contracts[name as ContractName]
    const account = await devnet.createAccount(contractId, 20n * near)
    await devnet.deploy(account, readFileSync(join(process.cwd(), 'build', `${name}.wasm`)))
    const { failure } = await devnet.call(account, contractId, 'init', args)
    if (failure !== undefined) throw new Error(JSON.stringify(failure))
  }
  const client = ({ accountId, secretKey }: DevnetAccount): HubClient =>
    createHubClient({
      transport: embedded(devnet),
      networkId: devnet.chain.options.chainId,
      contracts,
      account: { accountId, secretKey: `ed25519:${secretKey.slice('ed25519:'.length)}` },
    })
  return {
    devnet,
    chainId: devnet.chain.options.chainId,
    read: async (hub) => {
      const { feeBps, feeRecipientId } = await hub.channels.params()
      return { feeBps, feeRecipientId }
    },
    withJournal: ({ transport, networkId, account }, journal) =>
      createHubClient({ transport, networkId, contracts, account, journal }),
    join: async (name) =>
      client(
        name === 'root' ? devnet.root : await devnet.createAccount(`${name}.${rootId}`, 50n * near),
      ),
    advance: (seconds) => devnet.advanceTime(BigInt(seconds) * 1_000_000_000n),
    nowNs: () => devnet.chain.head().header.timestampNs,
    close: () => devnet.close(),
  }
}

function initArgs(ids: HubContracts): Readonly<Record<ContractName, unknown>> {
  const authorities = { owner_id: rootId, guardian_id: rootId }
  const tier = { bench: 2, kappa_bps: 0, entries: 4, resources: 1 }
  return {
    channels: {
      ...authorities,
      fee_bps: 50,
      fee_recipient_id: rootId,
      licensing_id: ids.licensing,
    },
    competition: {
      ...authorities,
      ladder_id: ids.ladder,
      licensing_id: ids.licensing,
      tiers: 2,
    },
    ladder: {
      ...authorities,
      competition_id: ids.competition,
      licensing_id: ids.licensing,
      tiers: [
        { ...tier, size: '0.5B', seats: 1000 },
        { ...tier, size: '2B', seats: 521 },
      ],
      season_s: 7_776_000,
      standing_s: 604_800,
      offer_s: 259_200,
      veto_s: 259_200,
    },
    licensing: {
      ...authorities,
      treasury_id: rootId,
      channels_id: ids.channels,
      competition_id: ids.competition,
      ladder_id: ids.ladder,
      fee_ppm: 10_000,
      pool_ppm: 100_000,
    },
    attestation: { ...authorities, root_key: rootKey, timelock_s: 86_400 },
  }
}

/** Evaluators of a competition: each puts a bond down, stakes on it and seals a salt for the seed. */
export async function enrolJudges(local: LocalHub, cid: bigint): Promise<void> {
  const context = { chainId: local.chainId, contractId: `competition.${rootId}`, cid }
  for (const accountId of judges) {
    const judge = await local.join(accountId.slice(0, -rootId.length - 1))
    await judge.competition.storageDeposit({ depositYocto: near / 10n })
    await judge.competition.registerEvaluator({ depositYocto: near })
    const salt = randomBytes(32).toString('hex')
    await judge.competition.enrol({ cid, saltHash: saltHash(context, accountId, salt) })
  }
}

/** Rules of a small competition, a day for each phase. */
export function competitionRules() {
  const day = 86_400
  return {
    title: 'A small contest',
    rulesRoot: '11'.repeat(32),
    datasetRoot: '22'.repeat(32),
    tier: 0,
    maxParams: 500_000_000n,
    maxTokens: 10_000_000_000n,
    maxBytes: 2_000_000_000n,
    maxFlops: 10n ** 21n,
    licences: ['MIT'],
    benchmarks: [
      // In thousandths: perplexity 1 is best, 100 and worse score nothing.
      { id: 'perplexity', weightBps: 10_000, direction: 'lower', low: 1000, high: 100_000 },
    ],
    token: 'NEAR',
    prize: 10n * near,
    prizeWeights: [3, 2, 1],
    minRanked: 1,
    bond: near,
    forfeitBps: 1000,
    belowBaselineBps: 0,
    baseline: 0,
    admission: 'open',
    maxEntrants: 100,
    minSeason: 0,
    resourceCredits: 0n,
    evaluators: judges,
    evaluatorBond: near,
    nonRevealPenalty: near / 10n,
    outlierPenalty: near / 20n,
    evaluatorFeeBps: 500,
    committee: 3,
    reserves: 1,
    quorumBps: 10_000,
    tolerance: 10_000,
    draftS: day,
    registrationS: day,
    commitS: day,
    revealS: day,
    seedDelayS: 3600,
    evalCommitS: day,
    evalRevealS: day,
    challengeS: day,
    tallyS: day,
    keepS: day,
  } as const
}
