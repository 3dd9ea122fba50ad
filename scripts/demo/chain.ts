import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createDevnet,
  type Devnet,
  type DevnetAccount,
  type DevnetServer,
} from '@research-hub/devnet'
import { type Account, createHubClient, type HubClient, http } from '@research-hub/sdk'
import type { HubConfig } from '../config.js'
import { findRoot } from '../root.js'

export const near1 = 10n ** 24n

export type DemoChain = {
  readonly devnet: Devnet
  readonly server: DevnetServer
  readonly rootId: string
  readonly channelsId: string
  readonly accounts: {
    readonly contract: DevnetAccount
    readonly provider: DevnetAccount
    readonly consumer: DevnetAccount
  }
  readonly clientOf: (account: DevnetAccount) => HubClient
}

/** Starts the chain with the demo's accounts in its genesis and serves JSON-RPC on loopback. */
export async function startChain(config: HubConfig, port: number): Promise<DemoChain> {
  const network = config.networks[config.defaultNetwork]
  if (network?.kind !== 'embedded')
    throw new Error(`near.config.json names no embedded network '${config.defaultNetwork}'`)
  const rootId = network.rootAccountId
  const channelsId = `${config.contracts.channels.account}.${rootId}`
  const balances = { [channelsId]: 20n, [`provider.${rootId}`]: 10n, [`consumer.${rootId}`]: 10n }
  const devnet = await createDevnet({
    profile: network.protocolProfile,
    rootAccountId: rootId,
    clock: 'real',
    accounts: Object.fromEntries(
      Object.entries(balances).map(([id, whole]) => [id, { balanceYocto: whole * near1 }]),
    ),
  })
  const server = await devnet.listen({ port })
  const networkId = devnet.chain.options.chainId
  return {
    devnet,
    server,
    rootId,
    channelsId,
    accounts: {
      contract: accountOf(devnet, channelsId),
      provider: accountOf(devnet, `provider.${rootId}`),
      consumer: accountOf(devnet, `consumer.${rootId}`),
    },
    clientOf: (account) =>
      createHubClient({
        transport: http(server.url),
        networkId,
        contracts: { channels: channelsId },
        account: toSdkAccount(account),
      }),
  }
}

/** The compiled contract of `npm run build`. */
export function readWasm(name: string): Uint8Array {
  return new Uint8Array(readFileSync(join(findRoot(), 'build', `${name}.wasm`)))
}

export function toSdkAccount({ accountId, secretKey }: DevnetAccount): Account {
  const prefix = 'ed25519:'
  return { accountId, secretKey: `${prefix}${secretKey.slice(prefix.length)}` }
}

function accountOf(devnet: Devnet, accountId: string): DevnetAccount {
  const account = devnet.accounts.get(accountId)
  if (account === undefined) throw new Error(`the chain has no account ${accountId}`)
  return account
}
