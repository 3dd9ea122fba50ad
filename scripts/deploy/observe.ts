/** What is on chain. */
import {
  type Client,
  createHubClient,
  isHubError,
  RpcError,
  type Transport,
} from '@research-hub/sdk'
import type { Desired } from './targets.js'

export type ObservedAccount = {
  readonly exists: boolean
  /** Base58; 32 zero bytes when no contract is deployed. */
  readonly codeHash: string
  readonly isInitialised: boolean
  readonly fullAccessKeys: readonly string[]
}

export type Observed = {
  readonly accounts: ReadonlyMap<string, ObservedAccount>
  /** Of the wanted registrations, `contract account`. */
  readonly registered: ReadonlySet<string>
}

export const noCode = '11111111111111111111111111111111'

const nothing: ObservedAccount = {
  exists: false,
  codeHash: noCode,
  isInitialised: false,
  fullAccessKeys: [],
}

/** Reads the accounts and registrations that the configuration speaks of. */
export async function observe(transport: Transport, desired: Desired): Promise<Observed> {
  // Reads only: what is signed for a network never comes into it.
  const client = createHubClient({ transport, networkId: '', contracts: desired.ids })
  const accounts = new Map<string, ObservedAccount>()
  for (const { accountId } of desired.targets) {
    accounts.set(accountId, await observeAccount(client, accountId))
  }
  const registered = new Set<string>()
  for (const { contract, accountId } of desired.registrations) {
    const contractId = desired.ids[contract]
    if (accounts.get(contractId)?.isInitialised !== true) continue
    const balance = (await client.view(contractId, 'storage_balance_of', {
      account_id: accountId,
    })) as { readonly available: string } | null
    // A registration without anything to spare pays for nothing.
    if (balance !== null && BigInt(balance.available) > 0n)
      registered.add(`${contract} ${accountId}`)
  }
  return { accounts, registered }
}

async function observeAccount(client: Client, accountId: string): Promise<ObservedAccount> {
  const query = (request: Readonly<Record<string, string>>): Promise<unknown> =>
    client.transport.request('query', { finality: 'optimistic', account_id: accountId, ...request })
  let account: unknown
  try {
    account = await query({ request_type: 'view_account' })
  } catch (error) {
    if (error instanceof RpcError && error.causeName === 'UNKNOWN_ACCOUNT') return nothing
    throw error
  }
  const found = account as { readonly code_hash: string; readonly global_contract_hash?: string }
  // A contract that was upgraded runs a global contract and has no code of its own.
  const codeHash = found.global_contract_hash ?? found.code_hash
  const { keys } = (await query({ request_type: 'view_access_key_list' })) as {
    readonly keys: readonly {
      readonly public_key: string
      readonly access_key: { readonly permission: unknown }
    }[]
  }
  return {
    exists: true,
    codeHash,
    isInitialised: codeHash !== noCode && (await isInitialised(client, accountId)),
    fullAccessKeys: keys
      .filter(({ access_key }) => access_key.permission === 'FullAccess')
      .map(({ public_key }) => public_key),
  }
}

async function isInitialised(client: Client, accountId: string): Promise<boolean> {
  try {
    await client.view(accountId, 'governance', {})
    return true
  } catch (error) {
    if (isHubError(error, 'ERR_NOT_INITIALIZED')) return false
    throw error
  }
}
