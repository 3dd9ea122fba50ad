import type { Client } from '../../clients/client.js'

export type GetFeesParameters = {
  /** `near` unless given. */
  readonly token?: string
}

/** Fees that wait for `collectFees`. */
export async function getFees(client: Client, parameters: GetFeesParameters = {}): Promise<bigint> {
  const args = { token: parameters.token ?? 'near' }
  return BigInt(String(await client.view(client.contracts.channels, 'fees', args)))
}
