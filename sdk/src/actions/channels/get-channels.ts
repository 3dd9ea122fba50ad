import type { Client } from '../../clients/client.js'
import type { ChannelView } from '../../generated/channels.js'
import { type ChannelState, toState } from './get-channel.js'

export type GetChannelsParameters = { readonly channelIds: readonly string[] }

/** Up to 50 channels at once, in the order asked for; undefined for those that are not there. */
export async function getChannels(
  client: Client,
  parameters: GetChannelsParameters,
): Promise<readonly (ChannelState | undefined)[]> {
  const args = { channel_ids: parameters.channelIds }
  const views = await client.view(client.contracts.channels, 'channels', args)
  return (views as readonly (ChannelView | null)[]).map((view) =>
    view === null ? undefined : toState(view),
  )
}
