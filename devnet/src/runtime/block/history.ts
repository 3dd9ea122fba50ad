/** Keeps blocks and lets them go. */
import { bytesKey } from '../../primitives/hash.js'
import type { BlockReference } from '../types/block.js'
import type { ChainContext, History, KeptBlock } from './chain-context.js'

/** States older than this many blocks are let go. */
const keptStates = 1_000n
/** Blocks, outcomes and receipts older than this are let go, the genesis excepted. */
const keptBlocks = 10_000n

/** The height that a block hash stands for, even if the block itself is no longer kept. */
export function heightOfHash(
  { genesis, history }: ChainContext,
  hash: Uint8Array,
): bigint | undefined {
  const height = history.hashes.heightOf(hash)
  if (height !== undefined) return height
  return bytesKey(hash) === bytesKey(genesis.block.header.hash) ? 0n : undefined
}

/** A block as far as it is kept. */
export function findBlock(chain: ChainContext, reference: BlockReference): KeptBlock | undefined {
  if (reference.kind === 'head') return chain.head
  if (reference.kind === 'genesis') return chain.genesis
  const height =
    reference.kind === 'height' ? reference.height : heightOfHash(chain, reference.hash)
  return height === undefined ? undefined : chain.history.byHeight.get(height)
}

/** Makes it the head. */
export function keepBlock(chain: ChainContext, kept: KeptBlock): void {
  const { history } = chain
  const { header, chunk } = kept.block
  history.byHeight.set(header.height, kept)
  history.hashes.add(header.hash, header.height)
  history.heightOfChunk.set(chunk.hash, header.height)
  history.heights.push(header.height)
  history.withState.push(header.height)
  chain.head = kept
  chain.root = kept.root
}

/** Lets go what is too old beside a block of that height. */
export function forgetOld({ history, options }: ChainContext, height: bigint): void {
  const { heights, hashes, withState, byHeight } = history
  const period = options.transactionValidityPeriod
  forgetBlocks(history, heights.takeBelow(height - keptBlocks))
  hashes.forgetBelow(height - (period > keptBlocks ? period : keptBlocks))
  for (const old of withState.takeBelow(height - keptStates)) forgetState(byHeight.get(old))
}

/** Lets go the blocks above a height, and that one's own place in the order, so that it can be put there anew. */
export function forgetFrom({ history }: ChainContext, height: bigint): void {
  forgetBlocks(history, history.heights.takeAbove(height))
  history.heights.takeAbove(height - 1n)
  history.hashes.forgetAbove(height - 1n)
  history.withState.takeAbove(height - 1n)
}

function forgetBlocks(history: History, gone: readonly bigint[]): void {
  for (const height of gone) {
    const dropped = history.byHeight.get(height)
    if (dropped !== undefined) dropBlock(history, height, dropped)
  }
}

function dropBlock(history: History, height: bigint, { block, receiptIds }: KeptBlock): void {
  history.byHeight.delete(height)
  history.heightOfChunk.delete(block.chunk.hash)
  for (const { hash } of block.transactions) history.transactions.delete(bytesKey(hash))
  for (const id of block.outcomeIds) history.outcomes.delete(bytesKey(id))
  for (const id of receiptIds) history.receipts.delete(id)
}

function forgetState(old: KeptBlock | undefined): void {
  if (old === undefined) return
  old.root = undefined
  old.hasState = false
  old.commits = []
}
