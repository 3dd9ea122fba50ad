import type { Block, BlockHeader, Chain } from '../../runtime/interface.js'
import type { NodeIdentity } from '../context.js'
import { hashText, type JsonView, zeroHashText } from './encode.js'
import { base58 } from '@scure/base'

/** nearcore `BlockView`: author, header and the chunk headers (one shard). */
export function blockView(chain: Chain, node: NodeIdentity, block: Block): JsonView {
  return {
    author: chain.options.validatorId,
    header: blockHeaderView(chain, node, block),
    chunks: [chunkHeaderView(chain, node, block)],
  }
}
