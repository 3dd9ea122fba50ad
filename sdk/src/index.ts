export {
  type Attached,
  callMethod,
  methodCall,
  type Sent,
  viewMethod,
} from './actions/call-method.js'
export type { ChannelState } from './actions/channels/get-channel.js'
export type { Solvency } from './actions/channels/get-solvency.js'
export type { StorageBalance } from './actions/channels/get-storage-balance.js'
export type { OpenChannelParameters, OpenChannelReturn } from './actions/channels/open-channel.js'
export type { SignedVoucher } from './actions/channels/signed-voucher.js'
export type { AttestationClient } from './clients/attestation.js'
export { type BoundActions, bind } from './clients/bind.js'
export type { ChannelsClient } from './clients/channels.js'
export {
  type Client,
  type ClientOptions,
  type ContractName,
  contractNames,
  createClient,
  type HubContracts,
} from './clients/client.js'
export type { CompetitionClient } from './clients/competition.js'
export { createHubClient, type HubClient } from './clients/create-hub-client.js'
export type { LadderClient } from './clients/ladder.js'
export type { LicensingClient } from './clients/licensing.js'
export { type SharedClient, sharedClient } from './clients/shared.js'
export type { Method, Shape } from './codecs/shape.js'
export { decodeValue, encodeValue } from './codecs/values.js'
export { HubError, isHubError, parsePanic } from './errors/hub-error.js'
export { decodeNftEvent, type NftEvent, parseNftEvents } from './events/nft-events.js'
export {
  decodeEvent,
  type HubEvent,
  isKnownEvent,
  type KnownEvent,
  parseEvents,
} from './events/parse.js'
export type * as attestationWire from './generated/attestation.js'
export { attestationMethods } from './generated/attestation-methods.js'
export type * as attestationValues from './generated/attestation-values.js'
export type * from './generated/channels.js'
export { channelsMethods } from './generated/channels-methods.js'
export type * as channelsValues from './generated/channels-values.js'
export type * as competitionWire from './generated/competition.js'
export { competitionMethods } from './generated/competition-methods.js'
export type * as competitionValues from './generated/competition-values.js'
export {
  type ErrorCode,
  type ErrorEntry,
  type ErrorValues,
  errorRegistry,
} from './generated/errors.js'
export { eventShapes, type HubEvents } from './generated/events.js'
export type * as ladderWire from './generated/ladder.js'
export { ladderMethods } from './generated/ladder-methods.js'
export type * as ladderValues from './generated/ladder-values.js'
export type * as licensingWire from './generated/licensing.js'
export { licensingMethods } from './generated/licensing-methods.js'
export type * as licensingValues from './generated/licensing-values.js'
export type { FunctionCall, SendAction } from './sender/actions.js'
export type { Clock } from './sender/clock.js'
export type { Account, SendContext, SendOptions } from './sender/context.js'
export { type Journal, type JournalEntry, memoryJournal } from './sender/journal.js'
export type { FailedReceipt, TransactionResult } from './sender/result.js'
export { type Resumed, resume } from './sender/resume.js'
export { sendActions, sendCalls } from './sender/send.js'
export { type Embedded, embedded } from './transports/embedded.js'
export { type FallbackOptions, fallback } from './transports/fallback.js'
export { type HttpOptions, http } from './transports/http.js'
export { type RequestOptions, RpcError, type Transport } from './transports/transport.js'
