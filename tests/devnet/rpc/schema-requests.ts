/** Requests of every method and parameter form, about everything that a chain holds. */
import { base58 } from '@scure/base'
import { aliceId, bobId, type VariedChain } from './schema-chain.js'

type Block = ReturnType<VariedChain['devnet']['chain']['head']>
export type Request = readonly [method: string, params: unknown]

const levels = ['NONE', 'INCLUDED', 'EXECUTED_OPTIMISTIC', 'INCLUDED_FINAL', 'EXECUTED', 'FINAL']
const nowhere = base58.encode(new Uint8Array(32).fill(7))
const nobody = 'nobody.near'

/** All requests that only read. */
export function readingRequests(chain: VariedChain): readonly Request[] {
  return [
    ...nodeRequests,
    ...blockRequests(chain),
    ...transactionRequests(chain),
    ...queryRequests(chain),
    ...unknownThings,
  ]
}

const nodeRequests: readonly Request[] = [
  ['status', []],
  ['health', []],
  ['network_info', []],
  ['client_config', []],
  ['gas_price', [null]],
  ['gas_price', { block_id: 1 }],
  ['validators', [null]],
  ['validators', ['latest']],
  ['validators', 'latest'],
  ['validators', { block_id: 3 }],
  ['genesis_config', []],
  ['EXPERIMENTAL_genesis_config', []],
  ['EXPERIMENTAL_protocol_config', { finality: 'final' }],
  ['EXPERIMENTAL_validators_ordered', [null]],
  ['EXPERIMENTAL_congestion_level', { block_id: 1, shard_id: 0 }],
  ['EXPERIMENTAL_split_storage_info', []],
  ['EXPERIMENTAL_maintenance_windows', { account_id: aliceId }],
  ['maintenance_windows', { account_id: aliceId }],
]

const finalities = ['optimistic', 'near-final', 'final'] as const

/** From the head down; only the head and blocks in which something happened. */
function blocksOf({ devnet }: VariedChain): readonly Block[] {
  const blocks: Block[] = []
  for (
    let block = devnet.chain.block({ kind: 'head' });
    block !== undefined;
    block = devnet.chain.block({ kind: 'hash', hash: block.header.prevHash })
  )
    if (blocks.length === 0 || isBusy(block)) blocks.push(block)
  return blocks
}

function isBusy({ transactions, incomingReceipts, outcomeIds }: Block): boolean {
  return transactions.length + incomingReceipts.length + outcomeIds.length > 0
}

function blockRequests(chain: VariedChain): readonly Request[] {
  const places = [
    ...finalities.map((finality) => ({ finality })),
    { sync_checkpoint: 'genesis' },
    { sync_checkpoint: 'earliest_available' },
    ...blocksOf(chain).map(({ header }) => ({ block_id: Number(header.height) })),
  ]
  const hashes = blocksOf(chain).map(({ header }) => base58.encode(header.hash))
  const accounts = Array.from(chain.devnet.chain.state({ kind: 'head' })?.accountIds() ?? [])
  const keys = [{ account_id: aliceId, public_key: chain.gasKey }]
  return [
    ...places.flatMap((place): Request[] => [
      ['block', place],
      ['block_effects', place],
      ['EXPERIMENTAL_changes_in_block', place],
      ['changes', { ...place, changes_type: 'account_changes', account_ids: accounts }],
      ['changes', { ...place, changes_type: 'all_access_key_changes', account_ids: accounts }],
      ['EXPERIMENTAL_changes', { ...place, changes_type: 'single_access_key_changes', keys }],
      ['changes', { ...place, changes_type: 'contract_code_changes', account_ids: accounts }],
      [
        'changes',
        { ...place, changes_type: 'data_changes', account_ids: accounts, key_prefix_base64: '' },
      ],
    ]),
    ...hashes.flatMap((hash): Request[] => [
      ['block', [hash]],
      ['block', { block_id: hash }],
      ['chunk', { block_id: hash, shard_id: 0 }],
      ['chunk', [[hash, 0]]],
      ['next_light_client_block', { last_block_hash: hash }],
    ]),
    ...blocksOf(chain).map(
      ({ chunk }): Request => ['chunk', [base58.encode(Buffer.from(chunk.hash, 'latin1'))]],
    ),
  ]
}

function transactionRequests(chain: VariedChain): readonly Request[] {
  const head = base58.encode(chain.devnet.chain.head().header.hash)
  return blocksOf(chain).flatMap((block) => [
    ...block.transactions.flatMap(({ hash, transaction }): Request[] => {
      const tx_hash = base58.encode(hash)
      const sender_account_id = transaction.signerId
      const proof = { light_client_head: head, sender_id: sender_account_id }
      return [
        ['tx', [tx_hash, sender_account_id]],
        ['EXPERIMENTAL_tx_status', [tx_hash, sender_account_id]],
        ...levels.flatMap((wait_until): Request[] => [
          ['tx', { tx_hash, sender_account_id, wait_until }],
          ['EXPERIMENTAL_tx_status', { tx_hash, sender_account_id, wait_until }],
        ]),
        ['light_client_proof', { type: 'transaction', transaction_hash: tx_hash, ...proof }],
      ]
    }),
    ...block.outcomeIds.flatMap((id): Request[] => {
      const receipt_id = base58.encode(id)
      const proof = { light_client_head: head, receiver_id: aliceId }
      return [
        ['EXPERIMENTAL_receipt', { receipt_id }],
        ['EXPERIMENTAL_receipt_to_tx', { receipt_id }],
        ['EXPERIMENTAL_light_client_proof', { type: 'receipt', receipt_id, ...proof }],
      ]
    }),
    ...block.incomingReceipts.map(
      ({ receiptId }): Request => [
        'EXPERIMENTAL_receipt',
        { receipt_id: base58.encode(receiptId) },
      ],
    ),
  ])
}

function queryRequests({ devnet, gasKey }: VariedChain): readonly Request[] {
  const ids = [...(devnet.chain.state({ kind: 'head' })?.accountIds() ?? []), nobody]
  const key = devnet.accounts.get(aliceId)?.publicKey ?? ''
  const requests = [
    ...ids.flatMap((account_id) => [
      { request_type: 'view_account', account_id },
      { request_type: 'view_code', account_id },
      { request_type: 'view_state', account_id, prefix_base64: '' },
      { request_type: 'view_state', account_id, prefix_base64: '', include_proof: true },
      { request_type: 'view_access_key_list', account_id },
      { request_type: 'view_access_key', account_id, public_key: key },
      { request_type: 'view_gas_key_nonces', account_id, public_key: gasKey },
      { request_type: 'view_global_contract_code_by_account_id', account_id },
      { request_type: 'call_function', account_id, method_name: 'read', args_base64: '' },
    ]),
    { request_type: 'call_function', account_id: bobId, method_name: 'panic', args_base64: '' },
    { request_type: 'view_access_key', account_id: aliceId, public_key: gasKey },
    { request_type: 'view_global_contract_code', code_hash: nowhere },
    { request_type: 'view_state', account_id: aliceId, prefix_base64: '', limit: 1 },
  ]
  return [
    ...requests.flatMap(({ request_type, ...rest }): Request[] => [
      ['query', { request_type, ...rest, finality: 'final' }],
      [`EXPERIMENTAL_${request_type}`, { ...rest, finality: 'final' }],
    ]),
    ['query', [`account/${aliceId}`, '']],
    ['query', [`access_key/${aliceId}`, '']],
    ['query', [`access_key/${aliceId}/${key}`, '']],
    ['query', [`code/${aliceId}`, '']],
    ['query', [`contract/${aliceId}`, '']],
    ['query', [`call/${aliceId}/read`, '']],
  ]
}

const unknownThings: readonly Request[] = [
  ['block', [nowhere]],
  ['block', { block_id: 10 ** 9 }],
  ['block', {}],
  ['chunk', [nowhere]],
  ['chunk', { block_id: 1, shard_id: 9 }],
  ['chunk', { block_id: nowhere, shard_id: 0 }],
  ['tx', [nowhere, aliceId]],
  ['tx', ['not a hash', aliceId]],
  ['EXPERIMENTAL_receipt', { receipt_id: nowhere }],
  ['EXPERIMENTAL_receipt_to_tx', { receipt_id: nowhere }],
  ['query', { request_type: 'view_account', account_id: aliceId, block_id: 10 ** 9 }],
  ['query', { request_type: 'view_nothing', finality: 'final' }],
  ['query', { request_type: 'view_account', account_id: 'NOT AN ID', finality: 'final' }],
  ['validators', { epoch_id: nowhere }],
  ['changes', { block_id: nowhere, changes_type: 'account_changes', account_ids: [] }],
  ['send_tx', ['bm90IGEgdHJhbnNhY3Rpb24=']],
  ['no_such_method', []],
  ['gas_price', [nowhere]],
  [
    'light_client_proof',
    {
      type: 'transaction',
      transaction_hash: nowhere,
      sender_id: aliceId,
      light_client_head: nowhere,
    },
  ],
]

/** Requests that send a transaction, each with a fresh one. */
export async function* sendingRequests(chain: VariedChain): AsyncGenerator<Request> {
  for (const wait_until of levels)
    yield ['send_tx', { signed_tx_base64: await chain.sign(), wait_until }]
  yield ['send_tx', [await chain.sign()]]
  yield ['broadcast_tx_async', [await chain.sign()]]
  yield ['broadcast_tx_commit', [await chain.sign()]]
  for (const method of ['send_tx', 'broadcast_tx_commit']) yield [method, [chain.unpayable]]
  yield ['tx', [await chain.sign()]]
  yield ['tx', { signed_tx_base64: await chain.sign(), wait_until: 'FINAL' }]
}
