import type { Client } from '../../clients/client.js'
import { member } from '../../codecs/json.js'

export type GetStorageBalanceParameters = { readonly accountId: string }

export type StorageBalance = { readonly totalYocto: bigint; readonly availableYocto: bigint }

/** An account's NEP-145 storage balance; undefined when it is not registered. */
export async function getStorageBalance(
  client: Client,
  parameters: GetStorageBalanceParameters,
): Promise<StorageBalance | undefined> {
  const args = { account_id: parameters.accountId }
  const view = await client.view(client.contracts.channels, 'storage_balance_of', args)
  if (view === null) return undefined
  return {
    totalYocto: BigInt(String(member(view, 'total'))),
    availableYocto: BigInt(String(member(view, 'available'))),
  }
}
