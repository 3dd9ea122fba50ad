import type { SignedTransaction } from '../primitives/types.js'
import type { ProtocolConfig } from '../vm/config.js'
import { transactionCost } from './transaction-cost.js'
import { sizeForLimits } from './verify-transaction.js'

/** Gas that transactions may burn as they become receipts; the last one may go past it. */
const maxTransactionGas = 500_000_000_000_000n
/** Bytes of all transactions of a chunk. */
const maxTransactionBytes = 4_194_304

/** The room that one chunk has for transactions. */
export type ChunkRoom = {
  readonly hasRoomFor: (signed: SignedTransaction) => boolean
  readonly add: (signed: SignedTransaction) => void
}

/**
 * An empty chunk's room, as producers without congestion have it (nearcore `prepare_transactions`
 * with `max_tx_gas` and `combined_transactions_size_limit`).
 */
export function createChunkRoom(config: ProtocolConfig): ChunkRoom {
  let gas = 0n
  let bytes = 0
  return {
    hasRoomFor: (signed) =>
      gas < maxTransactionGas && bytes + sizeForLimits(config, signed) <= maxTransactionBytes,
    add: (signed) => {
      gas += transactionCost(config, signed.transaction, 0n).gasBurnt
      bytes += sizeForLimits(config, signed)
    },
  }
}
