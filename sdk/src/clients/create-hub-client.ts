import { type AttestationClient, attestationClient } from './attestation.js'
import { type ChannelsClient, channelsClient } from './channels.js'
import { type Client, type ClientOptions, createClient } from './client.js'
import { type CompetitionClient, competitionClient } from './competition.js'
import { type LadderClient, ladderClient } from './ladder.js'
import { type LicensingClient, licensingClient } from './licensing.js'
import { type SharedClient, sharedClient } from './shared.js'

/** A client over all hub contracts. */
export type HubClient = Client & {
  readonly channels: ChannelsClient & Omit<SharedClient, keyof ChannelsClient>
  readonly competition: CompetitionClient
  readonly ladder: LadderClient
  readonly licensing: LicensingClient
  readonly attestation: AttestationClient
}

/** Makes a client; without `account` it can read but not send. */
export function createHubClient(options: ClientOptions): HubClient {
  const client = createClient(options)
  return {
    ...client,
    channels: { ...sharedClient(client, 'channels'), ...channelsClient(client) },
    competition: competitionClient(client),
    ladder: ladderClient(client),
    licensing: licensingClient(client),
    attestation: attestationClient(client),
  }
}
