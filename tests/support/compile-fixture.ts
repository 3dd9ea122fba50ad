import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CompileOptions, type CompileResult, compile } from '@research-hub/compiler'
import { createDevnet, type Devnet, type DevnetAccount } from '@research-hub/devnet'
import { findRoot } from '@research-hub/scripts/root'
import { near } from './units.js'

const cacheDir = join(findRoot(), '.cache', 'compiler')
const host = join(findRoot(), 'compiler', 'src', 'host', 'index.ts')

/** One of the contracts in `tests/compiler/contracts`. */
export function contractPath(name: string): string {
  return join(findRoot(), 'tests', 'compiler', 'contracts', `${name}.ts`)
}

/** Compiles source text in a folder of its own; `@host` stands for the host-function module. */
export async function compileText(
  source: string,
  options: CompileOptions = {},
): Promise<CompileResult> {
  const folder = await mkdtemp(join(tmpdir(), 'contract-'))
  const path = join(folder, 'contract.ts')
  await writeFile(path, source.replaceAll("'@host'", JSON.stringify(host)))
  return compile(path, { cacheDir, ...options })
}

export type DeployedContract = {
  readonly devnet: Devnet
  readonly contract: DevnetAccount
  readonly user: DevnetAccount
}

export const deployedId = 'contract.hub.near'

export async function deployOnDevnet(wasm: Uint8Array): Promise<DeployedContract> {
  const devnet = await createDevnet({
    rootAccountId: 'hub.near',
    seed: 'compiler',
    genesisTimestampNs: 1_700_000_000_000_000_000n,
    accounts: {
      [deployedId]: { balanceYocto: 100n * near },
      'user.hub.near': { balanceYocto: 100n * near },
    },
  })
  const account = (id: string): DevnetAccount => {
    const found = devnet.accounts.get(id)
    if (found === undefined) throw new Error(`no account ${id}`)
    return found
  }
  const contract = account(deployedId)
  const deployed = await devnet.deploy(contract, wasm)
  if (!deployed.ok) throw new Error(JSON.stringify(deployed.failure))
  return { devnet, contract, user: account('user.hub.near') }
}

/** The text of the first failure of a call, or the empty string. */
export function failureText(failure: unknown): string {
  return failure === undefined ? '' : JSON.stringify(failure)
}
