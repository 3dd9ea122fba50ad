import { bytesKey, sha256 } from '../primitives/hash.js'
import type {
  ErrorJson,
  ExecutionOutcome,
  Receipt,
  SignedTransaction,
} from '../primitives/types.js'
import { createVm } from '../vm/vm.js'
import { applyBlock } from './block/apply-block.js'
import { blockTreeRoot, emptyBlockTree, withBlock } from './block/block-tree.js'
import { decodeCheckpoint, encodeCheckpoint } from './block/checkpoint.js'
import { makeChunk, overChunks } from './block/chunk.js'
import { makeGenesis } from './block/genesis.js'
import { sealHeader } from './block/header.js'
import { createHeightQueue } from './block/height-queue.js'
import { merkleRoot } from './block/merkle.js'
import { outcomeLeaf } from './block/outcome-root.js'
import { createRecentHashes } from './block/recent-hashes.js'
import { createStateView } from './block/state-view.js'
import { backlogOf, congestionRefusal } from './checks/congestion.js'
import { verifyStateful, verifyStateless } from './checks/verify-transaction.js'
import { enterBlock, epochHeightOf, epochNumber, genesisEpochs } from './stakes/epochs.js'
import { returnStakes } from './stakes/return-stakes.js'
import type { BlockContext } from './state/block-context.js'
import { CodeCache } from './state/code-cache.js'
import { patch } from './state/patch.js'
import { copyQueues, emptyQueues, type Queues } from './state/queues.js'
import { StateReads } from './state/reads.js'
import { type TrieNode, trieHash } from './state/trie.js'
import { StateUpdate } from './state/update.js'
import type {
  Block,
  BlockHeader,
  BlockReference,
  BlockTree,
  TransactionRecord,
} from './types/block.js'
import type { Chain, ChainOptions, ChainSnapshot, TransactionCheck } from './types/chain.js'
import type { Commit } from './types/commit.js'
import type { Epochs } from './types/stakes.js'

/** States older than this many blocks are let go. */
const keptStates = 1_000n
/** Blocks, outcomes and receipts older than this are let go, the genesis excepted. */
const keptBlocks = 10_000n

type Kept = {
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

type State = {
  head: Kept
  root: TrieNode | undefined
  queues: Queues
  /** Patched into the state since the last block, to be shown with the next one's changes. */
  patches: readonly Commit[]
}

type Snapshot = ChainSnapshot & {
  readonly kept: Kept
  readonly root: TrieNode | undefined
  readonly queues: Queues
  readonly commits: readonly Commit[]
  readonly patches: readonly Commit[]
}

/** Makes a chain with its genesis block; nothing happens until blocks are asked for. */
export function createChain(options: ChainOptions): Chain {
  const { config } = options
  const codeCache = new CodeCache(createVm(config))
  const genesis = makeGenesis(options)
  const first: Kept = {
    ...genesis,
    tree: emptyBlockTree,
    outcomesRoot: merkleRoot([]),
    hasState: true,
    commits: [],
    receiptIds: [],
    epochs: genesisEpochs(options),
  }
  const byHeight = new Map<bigint, Kept>([[0n, first]])
  const period = options.transactionValidityPeriod
  const keptHashes = period > keptBlocks ? period : keptBlocks
  const heightOfChunk = new Map<string, bigint>([[genesis.block.chunk.hash, 0n]])
  const transactions = new Map<string, TransactionRecord>()
  const outcomes = new Map<string, ExecutionOutcome>()
  const receipts = new Map<string, Receipt>()
  const heights = createHeightQueue<bigint>((height) => height)
  const withState = createHeightQueue<bigint>((height) => height)
  let hashes = createRecentHashes()
  const state: State = { head: first, root: genesis.root, queues: emptyQueues(), patches: [] }
  let pool: SignedTransaction[] = []

  const heightOf = (hash: Uint8Array): bigint | undefined =>
    hashes.heightOf(hash) ?? (bytesKey(hash) === bytesKey(first.block.header.hash) ? 0n : undefined)

  const find = (reference: BlockReference): Kept | undefined => {
    if (reference.kind === 'head') return state.head
    if (reference.kind === 'genesis') return first
    const height = reference.kind === 'height' ? reference.height : heightOf(reference.hash)
    return height === undefined ? undefined : byHeight.get(height)
  }

  const drop = (height: bigint, { block, receiptIds }: Kept): void => {
    byHeight.delete(height)
    heightOfChunk.delete(block.chunk.hash)
    for (const { hash } of block.transactions) transactions.delete(bytesKey(hash))
    for (const id of block.outcomeIds) outcomes.delete(bytesKey(id))
    for (const id of receiptIds) receipts.delete(id)
  }

  const forget = (gone: readonly bigint[]): void => {
    for (const height of gone) {
      const dropped = byHeight.get(height)
      if (dropped !== undefined) drop(height, dropped)
    }
  }

  /** Makes it the head. */
  const keep = (kept: Kept): void => {
    const { header, chunk } = kept.block
    byHeight.set(header.height, kept)
    hashes.add(header.hash, header.height)
    heightOfChunk.set(chunk.hash, header.height)
    heights.push(header.height)
    withState.push(header.height)
    state.head = kept
    state.root = kept.root
  }

  /** The signer must name a recent block of this chain. */
  const checkReference = ({ transaction }: SignedTransaction): ErrorJson | undefined => {
    const height = heightOf(transaction.blockHash)
    const isRecent = height !== undefined && state.head.block.header.height - height <= period
    return isRecent ? undefined : 'Expired'
  }

  const checkTransaction = (signed: SignedTransaction): TransactionCheck => {
    const { header, chunk } = state.head.block
    const refused =
      checkReference(signed) ?? congestionRefusal(chunk.backlog) ?? verifyStateless(config, signed)
    if (refused !== undefined) return { ok: false, error: refused }
    const scratch = new StateUpdate(state.root)
    const height = header.height + 1n
    const checked = verifyStateful(
      config,
      scratch,
      signed.transaction,
      height,
      header.gasPriceYocto,
    )
    return checked.ok ? { ok: true } : { ok: false, error: checked.error }
  }

  const append = (
    timestampNs: bigint,
    height: bigint,
    included: readonly SignedTransaction[],
  ): Block => {
    const previous = state.head.block.header
    if (timestampNs <= previous.timestampNs) {
      throw new RangeError(
        `block time ${timestampNs} is not after the head's ${previous.timestampNs}`,
      )
    }
    const { epochLength } = options
    const entry = enterBlock(state.head.epochs, epochLength, previous.height, height)
    const context = startBlock(options, codeCache, state, entry.epochs, height, timestampNs)
    returnStakes(context.state, entry.heldStakes)
    const incomingReceipts = state.queues.incoming.slice()
    applyBlock(context, included)
    const root = context.state.finish()
    const tree = withBlock(state.head.tree, previous.hash)
    const { chunk, blockBodyHash } = makeChunk(config, {
      height,
      prevBlockHash: previous.hash,
      prevStateRoot: previous.stateRoot,
      outcomeRoot: state.head.outcomesRoot,
      gasUsed: previous.gasUsed,
      balanceBurntYocto: previous.balanceBurntYocto,
      proposals: state.head.epochs.unreported,
      backlog: previous.backlog,
      transactions: included,
      receipts: incomingReceipts,
    })
    const unsealed = nextHeader(options, previous, context, trieHash(root), tree, {
      // The state did not change: no need to hash its root again.
      prevStateRoot:
        state.head.block.chunk.prevStateRoot === previous.stateRoot
          ? previous.prevStateRoot
          : overChunks(bytesKey(previous.stateRoot)),
      outcomeRoot: overChunks(bytesKey(chunk.outcomeRoot)),
      blockBodyHash,
    })
    const header = sealHeader(config, unsealed, chunk)
    const outcomeLeaves = context.outcomes.map(outcomeLeaf)
    const block: Block = {
      header,
      chunk,
      transactions: included,
      incomingReceipts,
      outcomeIds: context.outcomes.map(({ id }) => id),
      outcomeLeaves,
    }
    for (const outcome of context.outcomes)
      outcomes.set(bytesKey(outcome.id), Object.assign(outcome, { blockHash: header.hash }))
    for (const receipt of context.receipts) receipts.set(bytesKey(receipt.receiptId), receipt)
    for (const signed of included) {
      const outcome = outcomes.get(bytesKey(signed.hash))
      if (outcome !== undefined)
        transactions.set(bytesKey(signed.hash), { signed, includedAt: height, outcome })
    }
    const receiptIds = context.receipts.map(({ receiptId }) => bytesKey(receiptId))
    const outcomesRoot = merkleRoot(outcomeLeaves)
    const { epochs } = context
    const proposals = Array.from(context.proposals.values()).reverse()
    keep({
      block,
      tree,
      outcomesRoot,
      root,
      hasState: true,
      commits: [...context.state.commits, ...state.patches],
      receiptIds,
      epochs: proposals.length === 0 ? epochs : { ...epochs, unreported: proposals },
    })
    state.patches = []
    forget(heights.takeBelow(height - keptBlocks))
    hashes.forgetBelow(height - keptHashes)
    for (const old of withState.takeBelow(height - keptStates)) forgetState(byHeight.get(old))
    return block
  }

  return {
    options,
    config,
    head: () => state.head.block,
    genesis: () => first.block,
    block: (reference) => find(reference)?.block,
    blocksBefore: ({ header }) => find({ kind: 'hash', hash: header.hash })?.tree,
    blockByChunkHash: (chunkHash) =>
      byHeight.get(heightOfChunk.get(bytesKey(chunkHash)) ?? -1n)?.block,
    state: (reference) => {
      const kept = find(reference)
      if (kept === undefined || !kept.hasState) return undefined
      return createStateView(kept, codeCache, options.chainId)
    },
    commits: ({ header }) => {
      const kept = find({ kind: 'hash', hash: header.hash })
      return kept?.hasState === true ? kept.commits : undefined
    },
    checkTransaction,
    submit: (signed) => {
      pool.push(signed)
    },
    hasPendingWork: () =>
      pool.length > 0 || state.queues.incoming.length > 0 || state.queues.delayed.length > 0,
    produceBlock: (timestampNs) => {
      const seen = new Set<string>()
      const included = pool.filter((signed) => {
        const key = bytesKey(signed.hash)
        const isNew = !seen.has(key) && !transactions.has(key)
        seen.add(key)
        return isNew
      })
      pool = []
      return append(timestampNs, state.head.block.header.height + 1n, included)
    },
    transaction: (hash) => transactions.get(bytesKey(hash)),
    outcome: (id) => outcomes.get(bytesKey(id)),
    receipt: (id) => receipts.get(bytesKey(id)),
    fastForward: (deltaHeight, timestampNs) =>
      append(timestampNs, state.head.block.header.height + deltaHeight, []),
    patchState: (records) => {
      const update = new StateUpdate(state.root)
      patch(config, update, records)
      update.commit({ kind: 'patch' })
      state.patches = [...state.patches, ...update.commits]
      state.root = update.finish()
      state.head = { ...state.head, root: state.root }
      byHeight.set(state.head.block.header.height, state.head)
    },
    snapshot: () => {
      const snapshot: Snapshot = {
        head: state.head.block.header,
        kept: state.head,
        root: state.root,
        queues: copyQueues(state.queues),
        commits: state.head.commits,
        patches: state.patches,
      }
      return snapshot
    },
    revert: (snapshot) => {
      if (!isOwnSnapshot(snapshot)) throw new TypeError('not a snapshot of this chain')
      const { height } = snapshot.head
      forget(heights.takeAbove(height))
      // The block itself may have been let go, or its state, so it is put there anew.
      heights.takeAbove(height - 1n)
      hashes.forgetAbove(height - 1n)
      withState.takeAbove(height - 1n)
      pool = []
      state.patches = snapshot.patches
      state.queues = copyQueues(snapshot.queues)
      const { root, commits } = snapshot
      keep({ ...snapshot.kept, root, commits, hasState: true })
    },
    checkpoint: () => {
      const { root, ...head } = state.head
      const { queues, patches } = state
      const parts: CheckpointParts = { head, queues, patches, hashes: hashes.all() }
      return encodeCheckpoint(parts, root)
    },
    restore: (checkpoint) => {
      const { parts, root } = decodeCheckpoint(checkpoint, isCheckpointParts)
      state.queues = parts.queues
      state.patches = parts.patches
      hashes = createRecentHashes(parts.hashes)
      hashes.forgetAbove(parts.head.block.header.height - 1n)
      keep({ ...parts.head, root })
    },
  }
}

/** What a checkpoint holds beside the state. */
type CheckpointParts = {
  readonly head: Omit<Kept, 'root'>
  readonly queues: Queues
  readonly patches: readonly Commit[]
  readonly hashes: ReadonlyMap<string, bigint>
}

function isCheckpointParts(value: unknown): value is CheckpointParts {
  return (
    typeof value === 'object' &&
    value !== null &&
    'head' in value &&
    'queues' in value &&
    'patches' in value &&
    'hashes' in value
  )
}

function isOwnSnapshot(snapshot: ChainSnapshot): snapshot is Snapshot {
  return 'kept' in snapshot && 'queues' in snapshot
}

function startBlock(
  options: ChainOptions,
  codeCache: CodeCache,
  state: State,
  epochs: Epochs,
  height: bigint,
  timestampNs: bigint,
): BlockContext {
  const previous = state.head.block.header
  const reads = new StateReads()
  return {
    config: options.config,
    chainId: options.chainId,
    height,
    timestampNs,
    epochHeight: epochHeightOf(options.epochLength, height),
    gasPriceYocto: previous.gasPriceYocto,
    randomValue: sha256(previous.randomValue, options.randomSeed),
    epochs,
    proposals: new Map(),
    state: new StateUpdate(state.root, reads),
    reads,
    queues: state.queues,
    codeCache,
    outgoing: [],
    instant: [],
    outcomes: [],
    receipts: [],
    gasUsed: 0n,
    extraCompute: 0n,
    burntYocto: 0n,
  }
}

function nextHeader(
  options: ChainOptions,
  previous: BlockHeader,
  context: BlockContext,
  stateRoot: Uint8Array,
  tree: BlockTree,
  roots: Pick<BlockHeader, 'prevStateRoot' | 'outcomeRoot' | 'blockBodyHash'>,
): Omit<BlockHeader, 'hash' | 'innerRestHash'> {
  const { epochLength } = options
  const startsEpoch =
    epochNumber(epochLength, context.height) !== epochNumber(epochLength, previous.height)
  return {
    height: context.height,
    prevHeight: previous.height,
    prevHash: previous.hash,
    timestampNs: context.timestampNs,
    epochHeight: context.epochHeight,
    epochId: startsEpoch ? previous.nextEpochId : previous.epochId,
    nextEpochId: startsEpoch ? previous.hash : previous.nextEpochId,
    ...roots,
    stateRoot,
    randomValue: context.randomValue,
    gasPriceYocto: nextGasPriceYocto(options, previous.gasPriceYocto, previous.gasUsed),
    gasUsed: context.gasUsed,
    balanceBurntYocto: context.burntYocto,
    totalSupplyYocto: previous.totalSupplyYocto - context.burntYocto,
    statedSupplyYocto: previous.totalSupplyYocto,
    ...finality(previous, context.height),
    blockOrdinal: previous.blockOrdinal + 1n,
    backlog: backlogOf(options.config, context.queues.delayed),
    nextBlockProducersHash: previous.nextBlockProducersHash,
    blockMerkleRoot: blockTreeRoot(tree),
  }
}

/** A block right after another endorses it; two in a row make the one before them final. */
function finality(
  previous: BlockHeader,
  height: bigint,
): Pick<BlockHeader, 'lastFinalBlock' | 'lastDsFinalBlock'> {
  const { lastFinalBlock, lastDsFinalBlock } = previous
  if (height !== previous.height + 1n) return { lastFinalBlock, lastDsFinalBlock }
  const isFinal = bytesKey(lastDsFinalBlock) === bytesKey(previous.prevHash)
  return {
    lastFinalBlock: isFinal ? previous.prevHash : lastFinalBlock,
    lastDsFinalBlock: previous.hash,
  }
}

/**
 * Moves the price by up to the adjustment rate, around half-full blocks (nearcore
 * `compute_next_gas_price`). A header knows what the block before it used, so that a full block
 * shows in the price of the block after the next one.
 */
function nextGasPriceYocto({ config }: ChainOptions, price: bigint, gasUsed: bigint): bigint {
  const [rate, whole] = config.gasPriceAdjustmentRate
  const limit = config.blockGasLimit
  const next = (price * (2n * whole * limit + rate * (2n * gasUsed - limit))) / (2n * whole * limit)
  if (next < config.minGasPriceYocto) return config.minGasPriceYocto
  return next > config.maxGasPriceYocto ? config.maxGasPriceYocto : next
}

function forgetState(old: Kept | undefined): void {
  if (old === undefined) return
  old.root = undefined
  old.hasState = false
  old.commits = []
}
