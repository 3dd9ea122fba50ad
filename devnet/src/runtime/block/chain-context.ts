/** What a chain holds while it runs: its blocks as far as they are kept, and the state at its head. */
import type { HashKey } from '../../primitives/hash.js'
import type { ExecutionOutcome, Receipt, SignedTransaction } from '../../primitives/types.js'
import { createVm } from '../../vm/vm.js'
import { genesisEpochs } from '../stakes/epochs.js'
import { CodeCache } from '../state/code-cache.js'
import { emptyQueues, type Queues } from '../state/queues.js'
import type { TrieNode } from '../state/trie-node.js'
import type { Block, BlockTree, TransactionRecord } from '../types/block.js'
import type { ChainOptions } from '../types/chain.js'
import type { Commit } from '../types/commit.js'
import type { Epochs } from '../types/stakes.js'
import { emptyBlockTree } from './block-tree.js'
import { makeGenesis } from './genesis.js'
import { createHeightQueue, type HeightQueue } from './height-queue.js'
import { merkleRoot } from './merkle.js'
import { createRecentHashes, type RecentHashes } from './recent-hashes.js'

/** A block with what is remembered of it. */
export type KeptBlock = {
  readonly block: Block
  /** The blocks before this one. */
  readonly tree: BlockTree
  /** Root over what ran in this block; it stands in the next block's header. */
  readonly outcomesRoot: Uint8Array
  root: TrieNode | undefined
  hasState: boolean
  /** What the block wrote; let go with the state. */
  commits: readonly Commit[]
  readonly receiptIds: readonly string[]
  /** Stakes as they are after this block. */
  readonly epochs: Epochs
}

/** Where kept blocks and what ran in them are found. */
export type History = {
  readonly byHeight: Map<bigint, KeptBlock>
  readonly heightOfChunk: Map<HashKey, bigint>
  readonly transactions: Map<HashKey, TransactionRecord>
  readonly outcomes: Map<HashKey, ExecutionOutcome>
  readonly receipts: Map<HashKey, Receipt>
  /** Heights of the kept blocks but the genesis, and of those that have their state. */
  readonly heights: HeightQueue<bigint>
  readonly withState: HeightQueue<bigint>
  hashes: RecentHashes
}

/** One chain; everything that changes in it changes here. */
export type ChainContext = {
  readonly options: ChainOptions
  readonly codeCache: CodeCache
  readonly genesis: KeptBlock
  readonly history: History
  head: KeptBlock
  /** The state to go on from: the head's, with what was patched into it. */
  root: TrieNode | undefined
  queues: Queues
  /** Patched into the state since the last block, to be shown with the next one's changes. */
  patches: readonly Commit[]
  /** Transactions for the next block. */
  pool: SignedTransaction[]
}

/** A chain that has its genesis block alone. */
export function createContext(options: ChainOptions): ChainContext {
  const made = makeGenesis(options)
  const genesis: KeptBlock = {
    ...made,
    tree: emptyBlockTree,
    outcomesRoot: merkleRoot([]),
    hasState: true,
    commits: [],
    receiptIds: [],
    epochs: genesisEpochs(options),
  }
  return {
    options,
    codeCache: new CodeCache(createVm(options.config)),
    genesis,
    history: {
      byHeight: new Map([[0n, genesis]]),
      heightOfChunk: new Map([[made.block.chunk.hash, 0n]]),
      transactions: new Map(),
      outcomes: new Map(),
      receipts: new Map(),
      heights: createHeightQueue((height) => height),
      withState: createHeightQueue((height) => height),
      hashes: createRecentHashes(),
    },
    head: genesis,
    root: made.root,
    queues: emptyQueues(),
    patches: [],
    pool: [],
  }
}
