import type { Block } from '../../runtime/types/block.js'
import type { RpcContext } from '../node/context.js'
import { chunkHeaderView } from '../views/block.js'
import { receiptView } from '../views/receipt.js'
import { transactionView } from '../views/transaction.js'
import type { JsonView } from '../wire/encode.js'
import { handlerError, parseError } from '../wire/error.js'
import { hashOf, isObject, type ParamsObject, u64Of } from '../wire/params.js'
import { blockId, requireBlock } from '../wire/reference.js'

/** `chunk`: by chunk hash or by block and shard; legacy form `[hash]` or `[[block_id, shard_id]]`. */
export function chunk(context: RpcContext, params: unknown): JsonView {
  const found = findChunk(context, chunkParams(params))
  return {
    author: context.chain.options.validatorId,
    header: chunkHeaderView(context.chain, context.node, found),
    transactions: found.transactions.map(transactionView),
    receipts: found.incomingReceipts.map(receiptView),
  }
}

function chunkParams(params: unknown): ParamsObject {
  if (isObject(params)) return params
  const [first] = Array.isArray(params) && params.length === 1 ? params : []
  if (typeof first === 'string') return { chunk_id: first }
  if (Array.isArray(first) && first.length === 2) return { block_id: first[0], shard_id: first[1] }
  throw parseError('Failed parsing args: expected chunk_id, or block_id and shard_id')
}

function findChunk({ chain }: RpcContext, params: ParamsObject): Block {
  if (params.chunk_id !== undefined && params.chunk_id !== null) {
    const found = chain.blockByChunkHash(hashOf(params.chunk_id))
    if (found === undefined) {
      throw handlerError(
        'UNKNOWN_CHUNK',
        { chunk_hash: params.chunk_id },
        `Chunk Missing (unavailable on the node): ChunkHash(\`${String(params.chunk_id)}\`) \n Cause: Unknown`,
      )
    }
    return found
  }
  if (params.block_id === undefined || params.block_id === null) {
    throw parseError('Failed parsing args: expected chunk_id, or block_id and shard_id')
  }
  const shardId = u64Of(params.shard_id, 'shard_id')
  const found = requireBlock(chain, blockId(params.block_id))
  if (shardId !== 0n) {
    throw handlerError(
      'INVALID_SHARD_ID',
      { shard_id: shardId },
      `Shard id ${shardId} does not exist`,
    )
  }
  return found
}
