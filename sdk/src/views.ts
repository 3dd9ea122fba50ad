/** Reading contracts, and nothing else: what a page needs that signs nothing. */
export type { MethodTable, Views } from './clients/method.js'
export {
  type ContractName,
  createReader,
  type HubContracts,
  type Reader,
  type ReaderOptions,
} from './clients/reader.js'
export { contractViews, viewMethod } from './clients/view-method.js'
export { HubError, isHubError } from './errors/hub-error.js'
export { attestationMethods } from './generated/attestation-methods.js'
export { channelsMethods } from './generated/channels-methods.js'
export { competitionMethods } from './generated/competition-methods.js'
export { ladderMethods } from './generated/ladder-methods.js'
export { licensingMethods } from './generated/licensing-methods.js'
export { type FallbackOptions, fallback } from './transports/fallback.js'
export { type HttpOptions, http } from './transports/http.js'
export type { RequestOptions, Transport } from './transports/transport.js'
