import { randomBytes } from 'node:crypto'
import { createDevnet, type Devnet } from '@research-hub/devnet'
import { accountOf } from './calls.js'
import { near } from './units.js'

export type SceneOptions = {
  /** With a seed, keys, ids and times repeat, and so does every unit of gas. */
  readonly seed?: string | undefined
  readonly genesisTimestampNs?: bigint
  /** What each account has. */
  readonly balanceYocto?: bigint
}

/** A devnet under `hub.near` with contracts, deployed in this order, and further accounts. */
export async function scene(
  contracts: Readonly<Record<string, Uint8Array>>,
  others: readonly string[],
  {
    seed,
    genesisTimestampNs = 1_700_000_000_000_000_000n,
    balanceYocto = 1000n * near,
  }: SceneOptions = {},
): Promise<Devnet> {
  const ids = [...Object.keys(contracts), ...others]
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    chainId: seed ?? `test-${randomBytes(6).toString('hex')}`,
    ...(seed === undefined ? {} : { seed, genesisTimestampNs }),
    accounts: Object.fromEntries(ids.map((id) => [id, { balanceYocto }])),
  })
  for (const [id, wasm] of Object.entries(contracts)) {
    const { failure } = await devnet.deploy(accountOf(devnet, id), wasm)
    if (failure !== undefined) throw new Error(JSON.stringify(failure))
  }
  return devnet
}
