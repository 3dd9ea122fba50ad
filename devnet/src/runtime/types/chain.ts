/**
 * The chain as the RPC layer and the in-process API see it. One validator, one shard; state is a
 * persistent trie, so any kept height can be queried and a snapshot is a root.
 */

import type {
  AccountId,
  ErrorJson,
  ExecutionOutcome,
  PublicKey,
  Receipt,
  SignedTransaction,
} from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import type { StatePatchRecord } from './account.js'
import type { Block, BlockHeader, BlockReference, BlockTree, TransactionRecord } from './block.js'
import type { Commit } from './commit.js'
import type { StateView } from './state-view.js'

export type GenesisAccount = {
  readonly accountId: AccountId
  readonly amountYocto: bigint
  readonly lockedYocto?: bigint
  readonly publicKeys: readonly PublicKey[]
}

export type ChainOptions = {
  readonly chainId: string
  readonly config: ProtocolConfig
  readonly genesisAccounts: readonly GenesisAccount[]
  readonly genesisTimestampNs: bigint
  readonly validatorId: AccountId
  readonly validatorPublicKey: PublicKey
  readonly transactionValidityPeriod: bigint
  readonly epochLength: bigint
  /** Seed of the block random values, so that a run can be repeated exactly. */
  readonly randomSeed: Uint8Array
}

/** What a mempool check says of a transaction before it is put in a block. */
export type TransactionCheck =
  | { readonly ok: true }
  | { readonly ok: false; readonly error: ErrorJson }

/** An opaque copy of the whole chain at one moment (cheap: state is shared structurally). */
export type ChainSnapshot = { readonly head: BlockHeader }

export type Chain = {
  readonly options: ChainOptions
  readonly config: ProtocolConfig
  readonly head: () => Block
  readonly genesis: () => Block
  readonly block: (reference: BlockReference) => Block | undefined
  /** The Merkle tree over the blocks before a kept one. */
  readonly blocksBefore: (block: Block) => BlockTree | undefined
  readonly blockByChunkHash: (chunkHash: Uint8Array) => Block | undefined
  /** `undefined` when that block was never made or its state is no longer kept. */
  readonly state: (reference: BlockReference) => StateView | undefined
  /** What a block committed to its state, in order; `undefined` when that is no longer kept. */
  readonly commits: (block: Block) => readonly Commit[] | undefined
  readonly checkTransaction: (transaction: SignedTransaction) => TransactionCheck
  /** Queues a transaction for the next block. */
  readonly submit: (transaction: SignedTransaction) => void
  readonly hasPendingWork: () => boolean
  /** Makes one block from everything queued, at the given time (must be later than the head's). */
  readonly produceBlock: (timestampNs: bigint) => Block
  readonly transaction: (hash: Uint8Array) => TransactionRecord | undefined
  readonly outcome: (id: Uint8Array) => ExecutionOutcome | undefined
  readonly receipt: (id: Uint8Array) => Receipt | undefined
  /** Moves the height forward without making the blocks between (sandbox_fast_forward). */
  readonly fastForward: (deltaHeight: bigint, timestampNs: bigint) => Block
  readonly patchState: (records: readonly StatePatchRecord[]) => void
  readonly snapshot: () => ChainSnapshot
  readonly revert: (snapshot: ChainSnapshot) => void
  /** The chain at its head as bytes, without the blocks before and without what waits for a block. */
  readonly checkpoint: () => Uint8Array
  /**
   * Goes on from a checkpoint of a chain with the same options; only on a chain that has its
   * genesis block alone. Blocks before the checkpoint are unknown.
   */
  readonly restore: (checkpoint: Uint8Array) => void
}
