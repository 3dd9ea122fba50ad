import type { Client } from '../../clients/client.js'

/** The context that every signed message names, in hex: chain and contract, hashed. */
export async function getContext(client: Client): Promise<string> {
  return String(await client.view(client.contracts.channels, 'ctx', {}))
}
