/**
 * The chain as the RPC layer and the in-process API see it. One validator, one shard; state is a
 * persistent trie, so any kept height can be queried and a snapshot is a root.
 */

import type { HashKey } from '../../primitives/hash.js'
import type {
  AccessKey,
  AccountId,
  ErrorJson,
  ExecutionOutcome,
  GlobalContractId,
  PublicKey,
  Receipt,
  SignedTransaction,
  Transaction,
} from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import type { VmOutcome } from '../../vm/types/interface.js'
import type { BlockTree } from '../block/block-tree.js'
import type { Backlog } from '../checks/congestion.js'
import type { Commit } from '../state/journal.js'

export type Account = {
  readonly amountYocto: bigint
  readonly lockedYocto: bigint
  readonly storageUsage: bigint
  /** 32 zero bytes when there is no local code. */
  readonly codeHash: Uint8Array
  readonly globalContract: GlobalContractId | undefined
  /**
   * Only of a universal account that waits for its state init (NEP-655): it has no keys, code or
   * records, and this is the nonce that its own transaction must pass by one.
   */
  readonly bootstrapNonce?: bigint
}

export type StakeProposal = {
  readonly accountId: AccountId
  readonly publicKey: PublicKey
  readonly stakeYocto: bigint
}

export type BlockHeader = {
  readonly height: bigint
  readonly prevHeight: bigint
  readonly hash: Uint8Array
  readonly prevHash: Uint8Array
  readonly timestampNs: bigint
  readonly epochHeight: bigint
  readonly epochId: Uint8Array
  readonly nextEpochId: Uint8Array
  /** Over the state roots that the chunks started from. */
  readonly prevStateRoot: HashKey
  /** Over what ran in the block before this one. */
  readonly outcomeRoot: HashKey
  readonly blockBodyHash: HashKey
  readonly innerRestHash: HashKey
  readonly randomValue: Uint8Array
  /** For the next block. */
  readonly gasPriceYocto: bigint
  /** What the header says of all balances: their sum before this block. */
  readonly statedSupplyYocto: bigint
  readonly lastFinalBlock: Uint8Array
  readonly lastDsFinalBlock: Uint8Array
  // What came of this block; a node's headers say it one block later.
  readonly stateRoot: Uint8Array
  readonly gasUsed: bigint
  readonly balanceBurntYocto: bigint
  readonly totalSupplyYocto: bigint
  readonly blockOrdinal: bigint
  /** Receipts that this block left to later ones. */
  readonly backlog: Backlog
  readonly nextBlockProducersHash: Uint8Array
  /** Root over the hashes of all blocks before this one. */
  readonly blockMerkleRoot: Uint8Array
}

/** nearcore's header of a chunk: what the chunk before came to, and what is in this one. */
export type ChunkHeader = {
  readonly hash: HashKey
  readonly prevStateRoot: Uint8Array
  readonly outcomeRoot: Uint8Array
  readonly encodedMerkleRoot: HashKey
  /** Of transactions and incoming receipts in Borsh. */
  readonly encodedLength: number
  readonly gasUsed: bigint
  readonly balanceBurntYocto: bigint
  readonly outgoingReceiptsRoot: HashKey
  readonly txRoot: HashKey
  /** The last stake that each account asked for in the chunk before, latest first. */
  readonly proposals: readonly StakeProposal[]
  /** Receipts that the chunk before left to later ones. */
  readonly backlog: Backlog
}

export type Block = {
  readonly header: BlockHeader
  readonly chunk: ChunkHeader
  readonly transactions: readonly SignedTransaction[]
  /** Receipts that arrived for this block (nearcore chunk `receipts`). */
  readonly incomingReceipts: readonly Receipt[]
  readonly outcomeIds: readonly Uint8Array[]
  /** What each outcome adds to the next block's `outcome_root`, in the order of the ids. */
  readonly outcomeLeaves: readonly Uint8Array[]
}

/** Finality equals the head: one validator, no forks. */
export type BlockReference =
  | { readonly kind: 'head' }
  | { readonly kind: 'height'; readonly height: bigint }
  | { readonly kind: 'hash'; readonly hash: Uint8Array }
  | { readonly kind: 'genesis' }

export type TransactionRecord = {
  readonly signed: SignedTransaction
  readonly includedAt: bigint
  readonly outcome: ExecutionOutcome
}

export type ViewCallResult =
  | { readonly ok: true; readonly result: Uint8Array; readonly outcome: VmOutcome }
  | {
      readonly ok: false
      /** nearcore `FunctionCallError`. */
      readonly error: ErrorJson
      /** The same in Rust's debug form. */
      readonly errorDebug: string
      readonly outcome: VmOutcome | undefined
    }

/** Read-only state at one block. */
export type StateView = {
  readonly block: Block
  /** All accounts in key order. */
  readonly accountIds: () => Iterable<AccountId>
  readonly account: (accountId: AccountId) => Account | undefined
  readonly code: (accountId: AccountId) => Uint8Array | undefined
  readonly accessKey: (accountId: AccountId, publicKey: PublicKey) => AccessKey | undefined
  readonly accessKeys: (
    accountId: AccountId,
  ) => readonly { readonly publicKey: PublicKey; readonly accessKey: AccessKey }[]
  /** The nonces of a gas key, in order; undefined when there is no such gas key. */
  readonly gasKeyNonces: (
    accountId: AccountId,
    publicKey: PublicKey,
  ) => readonly bigint[] | undefined
  /** The nonce that a transaction must pass. */
  readonly nonceOf: (transaction: Transaction) => bigint | undefined
  /** Contract records in key order, below a prefix. */
  readonly records: (
    accountId: AccountId,
    prefix: Uint8Array,
  ) => Iterable<{ readonly key: Uint8Array; readonly value: Uint8Array }>
  /** Trie nodes, in Borsh, that show all records of a contract below a prefix. */
  readonly recordsProof: (accountId: AccountId, prefix: Uint8Array) => readonly Uint8Array[]
  readonly globalCode: (id: GlobalContractId) => Uint8Array | undefined
  readonly call: (accountId: AccountId, methodName: string, args: Uint8Array) => ViewCallResult
}

export type StatePatchRecord =
  | { readonly kind: 'Account'; readonly accountId: AccountId; readonly account: Account }
  | { readonly kind: 'Contract'; readonly accountId: AccountId; readonly code: Uint8Array }
  | {
      readonly kind: 'AccessKey'
      readonly accountId: AccountId
      readonly publicKey: PublicKey
      readonly accessKey: AccessKey
    }
  | {
      readonly kind: 'Data'
      readonly accountId: AccountId
      readonly key: Uint8Array
      readonly value: Uint8Array
    }

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
