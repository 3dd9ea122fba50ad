import type { AttestationMethods } from '../generated/attestation.js'
import { attestationMethods } from '../generated/attestation-methods.js'
import type { CompetitionMethods } from '../generated/competition.js'
import { competitionMethods } from '../generated/competition-methods.js'
import type { LadderMethods } from '../generated/ladder.js'
import { ladderMethods } from '../generated/ladder-methods.js'
import type { LicensingMethods } from '../generated/licensing.js'
import { licensingMethods } from '../generated/licensing-methods.js'
import { type ChannelsClient, channelsClient } from './channels/client.js'
import { type Client, type ClientOptions, createClient } from './client.js'
import { contractClient } from './contract-client.js'

/** A client over all hub contracts. */
export type HubClient = Client & {
  readonly channels: ChannelsClient
  readonly competition: CompetitionMethods
  readonly ladder: LadderMethods
  readonly licensing: LicensingMethods
  readonly attestation: AttestationMethods
}

/** Makes a client; without `account` it can read but not send. */
export function createHubClient(options: ClientOptions): HubClient {
  const client = createClient(options)
  return {
    ...client,
    channels: channelsClient(client),
    competition: contractClient(client, 'competition', competitionMethods),
    ladder: contractClient(client, 'ladder', ladderMethods),
    licensing: contractClient(client, 'licensing', licensingMethods),
    attestation: contractClient(client, 'attestation', attestationMethods),
  }
}
