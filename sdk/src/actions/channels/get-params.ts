import type { Client } from '../../clients/client.js'
import type { ParamsView } from '../../generated/channels.js'

/** The contract's constants and settings. */
export async function getParams(client: Client): Promise<ParamsView> {
  return (await client.view(client.contracts.channels, 'params', {})) as ParamsView
}
