import type { SignedTransaction } from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import { transactionCost } from '../fees/transaction-cost.js'
import type { Block } from '../types/block.js'
import { transactionGasLimit } from './congestion.js'
import { sizeForLimits } from './verify-stateless.js'

/** Bytes of all transactions of a chunk. */
const maxTransactionBytes = 4_194_304

/** The room that one chunk has for transactions. */
export type ChunkRoom = {
  readonly hasRoomFor: (signed: SignedTransaction) => boolean
  readonly add: (signed: SignedTransaction) => void
}

/**
 * An empty chunk's room on top of a block: transactions may burn a gas that depends on what that
 * block says is waiting, and the last one may go past it (nearcore `prepare_transactions`).
 */
export function createChunkRoom(config: ProtocolConfig, { chunk }: Block): ChunkRoom {
  const maxGas = transactionGasLimit(chunk.backlog)
  let gas = 0n
  let bytes = 0
  return {
    hasRoomFor: (signed) =>
      gas < maxGas && bytes + sizeForLimits(config, signed) <= maxTransactionBytes,
    add: (signed) => {
      gas += transactionCost(config, signed.transaction, 0n).gasBurnt
      bytes += sizeForLimits(config, signed)
    },
  }
}
