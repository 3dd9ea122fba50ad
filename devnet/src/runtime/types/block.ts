import type { HashKey } from '../../primitives/hash.js'
import type { ExecutionOutcome, Receipt, SignedTransaction } from '../../primitives/types.js'
import type { StakeProposal } from './stakes.js'

/** What waits because a block was full. */
export type Backlog = {
  /** Gas that the receipts may use. */
  readonly gas: bigint
  /** Their length in Borsh. */
  readonly bytes: number
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

/** Roots of the full subtrees, largest first; never changed in place. */
export type BlockTree = { readonly peaks: readonly Uint8Array[]; readonly size: bigint }
