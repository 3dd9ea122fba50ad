import { createDevnet, type Devnet } from '@research-hub/devnet'
import {
  type Account,
  type ContractName,
  createHubClient,
  embedded,
  type HubClient,
  type HubContracts,
} from '@research-hub/sdk'
import type { HubConfig } from '../config.js'
import { memoryKeys } from '../deploy/keys.js'
import { deploy } from '../deploy/run.js'
import { desiredState } from '../deploy/targets.js'
import { type Books, openBooks } from './books.js'
import { evaluators, rolesOf } from './people.js'
import { createRecorder, type Recorder } from './recorder.js'
import { near1 } from './settings.js'

/** The chain of a season with everyone on it, and what the steps need of it. */
export type World = {
  readonly devnet: Devnet
  readonly recorder: Recorder
  /** Opened before anything happened. */
  readonly books: Books
  readonly chainId: string
  readonly ids: HubContracts
  readonly evaluatorIds: readonly string[]
  readonly id: (name: string) => string
  readonly nameOf: (accountId: string) => string
  /** The hub as somebody sees it. */
  readonly hub: (name: string) => HubClient
  readonly nowNs: () => bigint
  readonly travelTo: (timeNs: bigint) => void
  /** Lets time pass until a competition is in a phase. */
  readonly enterPhase: (cid: bigint, phase: string) => Promise<void>
}

type InitOverrides = Partial<Record<ContractName, Readonly<Record<string, unknown>>>>

/** Starts the chain, deploys the five contracts, and gives everyone money and storage. */
export async function startWorld(config: HubConfig, overrides: InitOverrides): Promise<World> {
  const network = config.networks[config.defaultNetwork]
  if (network?.kind !== 'embedded') throw new Error('the season runs on an embedded network')
  const rootId = network.rootAccountId
  const names = rolesOf().map(([name]) => name)
  const id = (name: string): string => (name === 'root' ? rootId : `${name}.${rootId}`)
  const devnet = await createDevnet({
    profile: network.protocolProfile,
    rootAccountId: rootId,
    accounts: Object.fromEntries(names.map((name) => [id(name), { balanceYocto: 100n * near1 }])),
  })
  const recorder = createRecorder()
  const transport = recorder.wrap(embedded(devnet))
  const chainId = devnet.chain.options.chainId

  recorder.step('deploy')
  const authorities = { ownerId: id('organiser'), guardianId: rootId, treasuryId: rootId }
  const desired = desiredState(config, rootId, authorities, overrides)
  const { ids } = desired
  const books = openBooks(devnet, [
    [rootId, 'treasury and guardian'],
    ...rolesOf().map(([name, role]) => [id(name), role] as const),
    ...Object.values(ids).map((accountId) => [accountId, 'contract'] as const),
  ])
  const root = accountOf(devnet, rootId)
  const deployment = { transport, networkId: chainId, root, ids, keys: memoryKeys() }
  await deploy({ ...deployment, amounts: config.deploy }, desired, { removesKeys: false })

  const clients = new Map<string, HubClient>()
  const hub = (name: string): HubClient => {
    const known = clients.get(name)
    if (known !== undefined) return known
    const account = accountOf(devnet, id(name))
    const client = createHubClient({ transport, networkId: chainId, contracts: ids, account })
    clients.set(name, client)
    return client
  }
  const nowNs = (): bigint => devnet.chain.head().header.timestampNs
  const travelTo = (timeNs: bigint): void => {
    const ahead = timeNs - nowNs()
    if (ahead > 0n) devnet.advanceTime(ahead)
  }
  const world: World = {
    devnet,
    recorder,
    chainId,
    ids,
    books,
    evaluatorIds: evaluators.map(id),
    id,
    nameOf: (accountId) => accountId.slice(0, -rootId.length - 1),
    hub,
    nowNs,
    travelTo,
    enterPhase: async (cid, phase) => {
      for (let i = 0; i < 12; i++) {
        const now = await hub('organiser').competition.phase({ cid })
        if (now.phase === phase) return
        if (now.endsAtNs === 0n) throw new Error(`competition ${cid} stays in ${now.phase}`)
        travelTo(now.endsAtNs)
      }
      throw new Error(`competition ${cid} never comes to ${phase}`)
    },
  }
  await register(world, names)
  return world
}

/** Storage deposits for everyone everywhere they will need one. */
async function register(world: World, names: readonly string[]): Promise<void> {
  world.recorder.step('storage')
  const depositYocto = near1 / 2n
  for (const name of names) {
    const { competition, ladder, licensing, channels } = world.hub(name)
    for (const contract of [competition, ladder, licensing, channels]) {
      await contract.storageDeposit({ depositYocto })
    }
  }
  await world.hub('worker').attestation.storageDeposit({ depositYocto: 2n * near1 })
  await world.hub('organiser').attestation.storageDeposit({ depositYocto: 4n * near1 })
  for (const contract of ['ladder', 'licensing'] as const) {
    await world.hub('root')[contract].storageDeposit({ depositYocto })
  }
}

function accountOf(devnet: Devnet, accountId: string): Account {
  const account = devnet.accounts.get(accountId) ?? devnet.root
  const { secretKey } = account
  return { accountId, secretKey: `ed25519:${secretKey.slice('ed25519:'.length)}` }
}
