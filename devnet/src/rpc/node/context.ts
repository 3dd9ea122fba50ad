/** What every method handler may use. */
import type { PublicKey } from '../../primitives/types.js'
import type { Chain } from '../../runtime/types/chain.js'
import type { Producer } from './producer.js'
import type { Snapshots } from './snapshots.js'

export type NodeIdentity = {
  readonly startedAtMs: number
  readonly nodePublicKey: PublicKey
  /** Ed25519 signature (64 bytes) with the validator's key; signs the headers shown in views. */
  readonly sign: (message: Uint8Array) => Uint8Array
}

export type RpcContext = {
  readonly chain: Chain
  readonly producer: Producer
  readonly snapshots: Snapshots
  readonly node: NodeIdentity
  /** Address the server listens on, for `status`; absent for a chain without ports. */
  readonly rpcAddr: string | undefined
}

/** Answers one method. The result holds JSON values, bigint for u64, and Uint8Array for bytes. */
export type RpcMethod = (context: RpcContext, params: unknown) => unknown | Promise<unknown>
