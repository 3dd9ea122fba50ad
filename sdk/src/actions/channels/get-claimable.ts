import type { Client } from '../../clients/client.js'

export type GetClaimableParameters = { readonly accountId: string }

/** NEAR credit that an account can withdraw, in yocto. */
export async function getClaimable(
  client: Client,
  parameters: GetClaimableParameters,
): Promise<bigint> {
  const args = { account_id: parameters.accountId, token: 'near' }
  return BigInt(String(await client.view(client.contracts.channels, 'credit_of', args)))
}
