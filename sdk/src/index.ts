export { callMethod, methodCall } from './clients/call-method.js'
export type { ChannelsClient } from './clients/channels/client.js'
export {
  channelTermsOf,
  type OpenChannelParameters,
  type OpenChannelReturn,
} from './clients/channels/open.js'
export { type Client, type ClientOptions, createClient } from './clients/client.js'
export { contractClient } from './clients/contract-client.js'
export { createHubClient, type HubClient } from './clients/create-hub-client.js'
export type { Method, MethodOf, MethodTable, Sent, Views } from './clients/method.js'
export {
  type ContractName,
  contractNames,
  createReader,
  type HubContracts,
  type Reader,
  type ReaderOptions,
} from './clients/reader.js'
export { contractViews, viewMethod } from './clients/view-method.js'
export type { FieldsShape, Shape } from './codecs/shape.js'
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
export { rankedEntries } from './events/results.js'
export type * as attestationValues from './generated/attestation.js'
export type { AttestationMethods as AttestationClient } from './generated/attestation.js'
export { attestationMethods } from './generated/attestation-methods.js'
export type * as channelsValues from './generated/channels.js'
export type { ChannelState } from './generated/channels.js'
export { channelsMethods } from './generated/channels-methods.js'
export type {
  CommonMethods as CommonClient,
  MoneyMethods as MoneyClient,
  Solvency,
  StorageBalance,
} from './generated/common.js'
export type * as competitionValues from './generated/competition.js'
export type { CompetitionMethods as CompetitionClient } from './generated/competition.js'
export { competitionMethods } from './generated/competition-methods.js'
export {
  type ErrorCode,
  type ErrorEntry,
  type ErrorValues,
  errorRegistry,
} from './generated/errors.js'
export { eventShapes, type HubEvents } from './generated/events.js'
export type * as ladderValues from './generated/ladder.js'
export type { LadderMethods as LadderClient } from './generated/ladder.js'
export { ladderMethods } from './generated/ladder-methods.js'
export type * as licensingValues from './generated/licensing.js'
export type { LicensingMethods as LicensingClient } from './generated/licensing.js'
export { licensingMethods } from './generated/licensing-methods.js'
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
