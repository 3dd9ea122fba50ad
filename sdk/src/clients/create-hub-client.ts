import { type ChannelsClient, channelsClient } from './channels.js'
import { type Client, type ClientOptions, createClient } from './client.js'

/** A client over all hub contracts. */
export type HubClient = Client & { readonly channels: ChannelsClient }

/** Makes a client; without `account` it can read but not send. */
export function createHubClient(options: ClientOptions): HubClient {
  const client = createClient(options)
  return { ...client, channels: channelsClient(client) }
}
