/** Makes the next block: enters it, runs what is due, seals what came of it and keeps it. */
import { bytesKey, sha256 } from '../../primitives/hash.js'
import type { ExecutionOutcome, Receipt, SignedTransaction } from '../../primitives/types.js'
import { enterBlock, epochHeightOf } from '../stakes/epochs.js'
import { returnStakes } from '../stakes/return-stakes.js'
import type { BlockContext } from '../state/block-context.js'
import { StateReads } from '../state/reads.js'
import { trieHash } from '../state/trie-node.js'
import { StateUpdate } from '../state/update.js'
import type { Block, BlockTree } from '../types/block.js'
import type { Epochs } from '../types/stakes.js'
import { applyBlock } from './apply-block.js'
import { withBlock } from './block-tree.js'
import type { ChainContext, History } from './chain-context.js'
import { makeChunk, overChunks } from './chunk.js'
import { sealHeader } from './header.js'
import { forgetOld, keepBlock } from './history.js'
import { merkleRoot } from './merkle.js'
import { nextHeader } from './next-header.js'
import { outcomeLeaf } from './outcome-root.js'

/** The new head; the time must be later than the head's. */
export function appendBlock(
  chain: ChainContext,
  timestampNs: bigint,
  height: bigint,
  included: readonly SignedTransaction[],
): Block {
  const previous = chain.head.block.header
  if (timestampNs <= previous.timestampNs) {
    throw new RangeError(
      `block time ${timestampNs} is not after the head's ${previous.timestampNs}`,
    )
  }
  const { epochLength } = chain.options
  const entry = enterBlock(chain.head.epochs, epochLength, previous.height, height)
  const context = startBlock(chain, entry.epochs, height, timestampNs)
  returnStakes(context.state, entry.heldStakes)
  const incomingReceipts = chain.queues.incoming.slice()
  applyBlock(context, included)
  const root = context.state.finish()
  const tree = withBlock(chain.head.tree, previous.hash)
  const block = sealBlock(chain, context, included, incomingReceipts, {
    stateRoot: trieHash(root),
    tree,
  })
  record(chain.history, context, block)
  keepBlock(chain, {
    block,
    tree,
    outcomesRoot: merkleRoot(block.outcomeLeaves),
    root,
    hasState: true,
    commits: [...context.state.commits, ...chain.patches],
    receiptIds: context.receipts.map(({ receiptId }) => bytesKey(receiptId)),
    epochs: withProposals(context),
  })
  chain.patches = []
  forgetOld(chain, height)
  return block
}

function startBlock(
  { options, codeCache, head, root, queues }: ChainContext,
  epochs: Epochs,
  height: bigint,
  timestampNs: bigint,
): BlockContext {
  const previous = head.block.header
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
    state: new StateUpdate(root, reads),
    reads,
    queues,
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

/** The block with its chunk and header, which take in what the block before came to. */
function sealBlock(
  { options, head }: ChainContext,
  context: BlockContext,
  transactions: readonly SignedTransaction[],
  incomingReceipts: readonly Receipt[],
  after: { readonly stateRoot: Uint8Array; readonly tree: BlockTree },
): Block {
  const { config } = options
  const { header: previous, chunk: previousChunk } = head.block
  const { chunk, blockBodyHash } = makeChunk(config, {
    height: context.height,
    prevBlockHash: previous.hash,
    prevStateRoot: previous.stateRoot,
    outcomeRoot: head.outcomesRoot,
    gasUsed: previous.gasUsed,
    balanceBurntYocto: previous.balanceBurntYocto,
    proposals: head.epochs.unreported,
    backlog: previous.backlog,
    transactions,
    receipts: incomingReceipts,
  })
  const unsealed = nextHeader(options, previous, context, after, {
    // The state did not change: no need to hash its root again.
    prevStateRoot:
      previousChunk.prevStateRoot === previous.stateRoot
        ? previous.prevStateRoot
        : overChunks(bytesKey(previous.stateRoot)),
    outcomeRoot: overChunks(bytesKey(chunk.outcomeRoot)),
    blockBodyHash,
  })
  return {
    header: sealHeader(config, unsealed, chunk),
    chunk,
    transactions,
    incomingReceipts,
    outcomeIds: context.outcomes.map(({ id }) => id),
    outcomeLeaves: context.outcomes.map(outcomeLeaf),
  }
}

/** Makes what ran in a block findable. */
function record(
  { transactions, outcomes, receipts }: History,
  context: BlockContext,
  { header, transactions: included }: Block,
): void {
  for (const bare of context.outcomes) {
    const outcome: ExecutionOutcome = Object.assign(bare, { blockHash: header.hash })
    outcomes.set(bytesKey(bare.id), outcome)
  }
  for (const receipt of context.receipts) receipts.set(bytesKey(receipt.receiptId), receipt)
  for (const signed of included) {
    const key = bytesKey(signed.hash)
    const outcome = outcomes.get(key)
    if (outcome !== undefined) transactions.set(key, { signed, includedAt: header.height, outcome })
  }
}

/** Stakes after a block, with what was asked for in it. */
function withProposals({ epochs, proposals }: BlockContext): Epochs {
  if (proposals.size === 0) return epochs
  return { ...epochs, unreported: Array.from(proposals.values()).reverse() }
}
