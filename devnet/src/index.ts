export { createDevnet } from './devnet.js'
export type {
  CallOptions,
  CallResult,
  Devnet,
  DevnetAccount,
  DevnetOptions,
  DevnetServer,
  ListenOptions,
  ReceiptTrace,
} from './interface.js'
export { generateKeyPair, type KeyPair, parseSecretKey } from './primitives/key-pair.js'
export { RpcError, type RpcErrorKind } from './rpc/wire/error.js'
export type { Chain, ChainSnapshot } from './runtime/types/chain.js'
export { sandboxEnvironment } from './sandbox/environment.js'
export type { ProfileName } from './vm/types/config.js'
