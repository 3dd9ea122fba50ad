import type { RpcContext } from '../node/context.js'
import { blockView } from '../views/block.js'
import type { JsonView } from '../wire/encode.js'
import { parseError } from '../wire/error.js'
import { isObject } from '../wire/params.js'
import { blockId, blockReference, type ParsedReference, requireBlock } from '../wire/reference.js'

/** `block`: by finality, height or hash; legacy form `[id]`. */
export function block(context: RpcContext, params: unknown): JsonView {
  const found = requireBlock(context.chain, referenceParams(params))
  return blockView(context.chain, context.node, found)
}

/** `gas_price`: `[null]`, `[id]`, `{ block_id }` or nothing. */
export function gasPrice(context: RpcContext, params: unknown): JsonView {
  const id = Array.isArray(params) ? params[0] : isObject(params) ? params.block_id : undefined
  const reference: ParsedReference =
    id === null || id === undefined
      ? { reference: { kind: 'head' }, echo: { finality: 'final' } }
      : blockId(id)
  const found = requireBlock(context.chain, reference)
  return { gas_price: found.header.gasPriceYocto.toString() }
}

/** `block_effects`, `EXPERIMENTAL_changes_in_block` and others take the same reference forms. */
export function referenceParams(params: unknown): ParsedReference {
  if (Array.isArray(params)) {
    if (params.length !== 1) throw parseError('Failed parsing args: expected [block_id]')
    return blockId(params[0])
  }
  if (!isObject(params)) throw parseError('Failed parsing args: expected an object or [block_id]')
  return blockReference(params, true)
}
