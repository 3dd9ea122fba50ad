/** Block references: `finality`, `block_id` and `sync_checkpoint`, in object and legacy form. */
import type { Block, BlockReference } from '../../runtime/types/block.js'
import type { Chain } from '../../runtime/types/chain.js'
import type { StateView } from '../../runtime/types/state-view.js'
import { hashText } from './encode.js'
import { handlerError, parseError } from './error.js'
import { hashOf, type ParamsObject, u64Of } from './params.js'

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

/** What UNKNOWN_BLOCK carries as legacy data, given what was not found. */
type BlockNotFound = (what: string) => unknown

/** As `block`, `chunk` and `gas_price` word it. */
const notFoundInStore: BlockNotFound = (what) => `DB Not Found Error: ${what} \n Cause: Unknown`

/** As the methods about changes and receipts do: the error itself. */
export const notFoundAsCause: BlockNotFound = () => ({ name: 'UNKNOWN_BLOCK', info: {} })

/** The block, or UNKNOWN_BLOCK. */
export function requireBlock(
  chain: Chain,
  { reference }: ParsedReference,
  notFound: BlockNotFound = notFoundInStore,
): Block {
  const block = chain.block(reference)
  if (block === undefined) {
    const what =
      reference.kind === 'height'
        ? `BLOCK HEIGHT: ${reference.height}`
        : `BLOCK: ${hashText(reference.kind === 'hash' ? reference.hash : new Uint8Array(32))}`
    throw handlerError('UNKNOWN_BLOCK', {}, notFound(what))
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
      `Block either has never been observed on the node or has been garbage collected: ${debugText(reference)}`,
    )
  }
  throw handlerError(
    'GARBAGE_COLLECTED_BLOCK',
    blockPosition(block),
    `The data for block #${block.header.height} is garbage collected on this node, use an archival node to fetch historical data`,
  )
}

/** Rust's `{:?}` of a block reference. */
function debugText(reference: BlockReference): string {
  switch (reference.kind) {
    case 'height':
      return `BlockId(Height(${reference.height}))`
    case 'hash':
      return `BlockId(Hash(${hashText(reference.hash)}))`
    case 'genesis':
      return 'SyncCheckpoint(Genesis)'
    default:
      return 'Finality(Final)'
  }
}

/** `block_height` and `block_hash`, as error infos and query results carry them. */
export function blockPosition(block: Block): ParamsObject {
  return { block_height: block.header.height, block_hash: hashText(block.header.hash) }
}
