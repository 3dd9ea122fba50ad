import { bytesKey } from '../../primitives/hash.js'
import { backlogOf } from '../checks/congestion.js'
import { epochNumber } from '../stakes/epochs.js'
import type { BlockContext } from '../state/block-context.js'
import type { BlockHeader, BlockTree } from '../types/block.js'
import type { ChainOptions } from '../types/chain.js'
import { blockTreeRoot } from './block-tree.js'
import type { UnsealedHeader } from './header.js'

/** All of a block's header but its hashes. */
export function nextHeader(
  options: ChainOptions,
  previous: BlockHeader,
  context: BlockContext,
  { stateRoot, tree }: { readonly stateRoot: Uint8Array; readonly tree: BlockTree },
  roots: Pick<BlockHeader, 'prevStateRoot' | 'outcomeRoot' | 'blockBodyHash'>,
): UnsealedHeader {
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
