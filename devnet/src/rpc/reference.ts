/** Block references: `finality`, `block_id` and `sync_checkpoint`, in object and legacy form. */
import type { Block, BlockReference, Chain, StateView } from '../runtime/interface.js'
import { handlerError, parseError } from './error.js'
import { hashOf, type ParamsObject, u64Of } from './params.js'
import { hashText } from './views/encode.js'

export type ParsedReference = {
  readonly reference: BlockReference
  /** The reference as the client wrote it, repeated in UNKNOWN_BLOCK. */
  readonly echo: unknown
}

const head: BlockReference = { kind: 'head' }

/** Reads the reference members of an object; the head when there is none. */
export function blockReference(params: ParamsObject, required: boolean): ParsedReference {
  if (params.block_id !== undefined && params.block_id !== null) {
    if (params.finality !== undefined && params.finality !== null) {
      throw parseError('Failed parsing args: give either finality or block_id, not both')
    }
    return blockId(params.block_id)
  }
  if (params.finality !== undefined && params.finality !== null) {
    const finality = params.finality
    if (finality !== 'optimistic' && finality !== 'near-final' && finality !== 'final') {
      throw parseError(`Failed parsing args: unknown finality ${JSON.stringify(finality)}`)
    }
    return { reference: head, echo: { finality } }
  }
  if (params.sync_checkpoint !== undefined && params.sync_checkpoint !== null) {
    const checkpoint = params.sync_checkpoint
    if (checkpoint !== 'genesis' && checkpoint !== 'earliest_available') {
      throw parseError(`Failed parsing args: unknown sync_checkpoint`)
    }
    return { reference: { kind: 'genesis' }, echo: { sync_checkpoint: checkpoint } }
  }
  if (required) {
    throw parseError('Failed parsing args: missing finality, block_id or sync_checkpoint')
  }
  return { reference: head, echo: { finality: 'final' } }
}

/** A height (number) or a hash (base58). */
export function blockId(id: unknown): ParsedReference {
  return typeof id === 'number'
    ? { reference: { kind: 'height', height: u64Of(id, 'block_id') }, echo: { block_id: id } }
    : { reference: { kind: 'hash', hash: hashOf(id) }, echo: { block_id: id } }
}

/** The block, or UNKNOWN_BLOCK in the form `block` and `chunk` give it. */
export function requireBlock(chain: Chain, { reference }: ParsedReference): Block {
  const block = chain.block(reference)
  if (block === undefined) {
    const what =
      reference.kind === 'height'
        ? `BLOCK HEIGHT: ${reference.height}`
        : `BLOCK: ${hashText(reference.kind === 'hash' ? reference.hash : new Uint8Array(32))}`
    throw handlerError('UNKNOWN_BLOCK', {}, `DB Not Found Error: ${what} \n Cause: Unknown`)
  }
  return block
}

/** The state at a block; UNKNOWN_BLOCK or GARBAGE_COLLECTED_BLOCK in the form `query` gives it. */
export function requireState(chain: Chain, { reference, echo }: ParsedReference): StateView {
  const state = chain.state(reference)
  if (state !== undefined) return state
  const block = chain.block(reference)
  if (block === undefined) {
    throw handlerError(
      'UNKNOWN_BLOCK',
      { block_reference: echo },
      `Block either has never been observed on the node or has been garbage collected: ${JSON.stringify(echo)}`,
    )
  }
  throw handlerError(
    'GARBAGE_COLLECTED_BLOCK',
    blockPosition(block),
    `The data for block #${block.header.height} is garbage collected on this node, use an archival node to fetch historical data`,
  )
}

/** `block_height` and `block_hash`, as error infos and query results carry them. */
export function blockPosition(block: Block): ParamsObject {
  return { block_height: block.header.height, block_hash: hashText(block.header.hash) }
}
