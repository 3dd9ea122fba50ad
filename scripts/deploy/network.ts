import { join } from 'node:path'
import { createDevnet, type Devnet } from '@research-hub/devnet'
import { type Account, embedded, http, type Transport } from '@research-hub/sdk'
import type { HubConfig } from '../config.js'
import { findRoot } from '../root.js'
import { readKeyFile } from './keys.js'

export type OpenNetwork = {
  readonly transport: Transport
  readonly networkId: string
  readonly root: Account
  /** Where keys, journal and an embedded chain are kept. */
  readonly folder: string
  readonly removesKeys: boolean
  /** The embedded chain, when that is what it is. */
  readonly devnet: Devnet | undefined
  readonly close: () => Promise<void>
}

/** Opens a network of the configuration; the embedded one is kept on disk between runs. */
export async function openNetwork(config: HubConfig, name: string): Promise<OpenNetwork> {
  const network = config.networks[name]
  if (network === undefined) {
    const known = Object.keys(config.networks).join(', ')
    throw new Error(`near.config.json names no network '${name}'; there are: ${known}`)
  }
  const folder = join(findRoot(), '.cache', 'deploy', name)
  if (network.kind === 'rpc') {
    const root = readKeyFile(join(findRoot(), network.keyFile))
    if (root.accountId !== network.rootAccountId) {
      throw new Error(`${network.keyFile} is of ${root.accountId}, not of ${network.rootAccountId}`)
    }
    return {
      transport: http(network.url),
      networkId: network.chainId,
      root,
      folder,
      removesKeys: network.removesKeys,
      devnet: undefined,
      close: async () => undefined,
    }
  }
  const devnet = await createDevnet({
    profile: network.protocolProfile,
    rootAccountId: network.rootAccountId,
    persist: join(folder, 'chain'),
  })
  const { accountId, secretKey } = devnet.root
  return {
    transport: embedded(devnet),
    networkId: devnet.chain.options.chainId,
    root: { accountId, secretKey: `ed25519:${secretKey.slice('ed25519:'.length)}` },
    folder,
    removesKeys: false,
    devnet,
    close: () => devnet.close(),
  }
}
