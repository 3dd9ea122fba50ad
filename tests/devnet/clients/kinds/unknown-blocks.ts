/** Methods that take a block, asked for one that is not there: the legacy `data` is each one's own. */
import type { Json } from './provocation.js'

const height = 99_999_999
const hash = '5BGSaf6YjVm7565VzWQHNxoyEjwr3jUpRJSGjREvU9dB'
const stored = (what: string): string => `DB Not Found Error: ${what} \n Cause: Unknown`
const asCause = { name: 'UNKNOWN_BLOCK', info: {} }

export type UnknownBlock = {
  readonly method: string
  readonly params: object
  readonly data: Json
  /** Only queries repeat which block they were asked about. */
  readonly info?: Json
}

export const unknownBlocks: readonly UnknownBlock[] = [
  { method: 'block', params: { block_id: height }, data: stored(`BLOCK HEIGHT: ${height}`) },
  { method: 'block', params: { block_id: hash }, data: stored(`BLOCK: ${hash}`) },
  {
    method: 'chunk',
    params: { block_id: height, shard_id: 0 },
    data: stored(`BLOCK HEIGHT: ${height}`),
  },
  { method: 'gas_price', params: [hash], data: stored(`BLOCK: ${hash}`) },
  {
    method: 'changes',
    params: { changes_type: 'account_changes', account_ids: ['test.near'], block_id: height },
    data: asCause,
  },
  { method: 'block_effects', params: { block_id: height }, data: asCause },
  { method: 'next_light_client_block', params: { last_block_hash: hash }, data: asCause },
  {
    method: 'EXPERIMENTAL_light_client_block_proof',
    params: { block_hash: hash, light_client_head: hash },
    data: `DB Not Found Error: BLOCK HEADER: ${hash}`,
  },
  {
    method: 'EXPERIMENTAL_protocol_config',
    params: { block_id: height },
    data: `Block Not Found: BLOCK HEIGHT: ${height}`,
  },
  {
    method: 'EXPERIMENTAL_view_account',
    params: { account_id: 'test.near', block_id: hash },
    info: { block_reference: { block_id: hash } },
    data: `Block either has never been observed on the node or has been garbage collected: BlockId(Hash(${hash}))`,
  },
]
