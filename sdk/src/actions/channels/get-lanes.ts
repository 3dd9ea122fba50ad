import type { Client } from '../../clients/client.js'

export type GetLanesParameters = { readonly channelId: string }

/** What each lane of a channel has settled, lane 0 first; undefined when the channel is not there. */
export async function getLanes(
  client: Client,
  parameters: GetLanesParameters,
): Promise<readonly bigint[] | undefined> {
  const args = { channel_id: parameters.channelId }
  const view = await client.view(client.contracts.channels, 'lanes', args)
  return view === null ? undefined : (view as readonly string[]).map(BigInt)
}
