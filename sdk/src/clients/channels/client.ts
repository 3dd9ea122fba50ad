import type { ChannelsMethods } from '../../generated/channels.js'
import { channelsMethods } from '../../generated/channels-methods.js'
import type { SendOptions } from '../../sender/context.js'
import type { Client } from '../client.js'
import { contractClient } from '../contract-client.js'
import { depositTokens } from './deposit-tokens.js'
import { openChannel, openFromVault } from './open.js'
import { settleBatch } from './settle-batch.js'
import { settleMulti } from './settle-multi.js'

/** What is more than one call, or makes its arguments. */
type Composed = {
  readonly depositTokens: Bound<typeof depositTokens>
  readonly open: Bound<typeof openChannel>
  readonly openFromVault: Bound<typeof openFromVault>
  readonly settleBatch: Bound<typeof settleBatch>
  readonly settleMulti: Bound<typeof settleMulti>
}

/** An action with its client filled in. */
type Bound<F> = F extends (client: Client, parameters: infer P, options?: SendOptions) => infer R
  ? (parameters: P, options?: SendOptions) => R
  : never

/** Every action of the channels contract. */
export type ChannelsClient = Omit<ChannelsMethods, keyof Composed> & Composed

export function channelsClient(client: Client): ChannelsClient {
  return {
    ...contractClient(client, 'channels', channelsMethods),
    depositTokens: (parameters, options) => depositTokens(client, parameters, options),
    open: (parameters, options) => openChannel(client, parameters, options),
    openFromVault: (parameters, options) => openFromVault(client, parameters, options),
    settleBatch: (parameters, options) => settleBatch(client, parameters, options),
    settleMulti: (parameters, options) => settleMulti(client, parameters, options),
  }
}
