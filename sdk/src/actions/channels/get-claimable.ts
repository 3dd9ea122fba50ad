import type { Client } from '../../clients/client.js'

export type GetClaimableParameters = {
  readonly accountId: string
  /** `near` unless given. */
  readonly token?: string
}

/** Credit that an account can withdraw or open channels from; NEAR in yocto. */
export async function getClaimable(
  client: Client,
  parameters: GetClaimableParameters,
): Promise<bigint> {
  const args = { account_id: parameters.accountId, token: parameters.token ?? 'near' }
  return BigInt(String(await client.view(client.contracts.channels, 'credit_of', args)))
}
