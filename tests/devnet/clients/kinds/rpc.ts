/** Causes of JSON-RPC errors: nearcore chain/jsonrpc-primitives/src/types and errors.rs. */
import { createHash } from 'node:crypto'
import { base58 } from '@scure/base'
import { actions } from 'near-api-js'
import { generateKey } from 'near-kit'
import { hostErrorContract } from './host-errors.js'
import { type Kind, kinds } from './kind.js'
import type { Answered, Json } from './provocation.js'
import type { Stage, Staged } from './stage.js'

const noHash = '11111111111111111111111111111111'
const someHash = '5BGSaf6YjVm7565VzWQHNxoyEjwr3jUpRJSGjREvU9dB'

/** A view of the newest block that fails. */
function viewFails(
  stage: Stage,
  method: string,
  params: object,
  cause: string,
  info: { readonly [key: string]: Json },
  data: string,
): Staged<Answered> {
  const request = { ...params, finality: 'final' }
  return stage.answered(
    method,
    request,
    { name: cause, info: { ...info, ...stage.position() } },
    data,
  )
}

function invalidRequest(
  stage: Stage,
  method: string,
  params: object,
  cause: Answered['error']['cause'],
  code: number,
  message: string,
  data: string,
): Staged<Answered> {
  const error = { name: 'REQUEST_VALIDATION_ERROR', cause, code, message, data }
  return { via: 'answered', on: stage, method, params, status: 400, error }
}

/** A signature of an ed25519 key and its kind stand at the end. */
const hashOfTransaction = (signed: Uint8Array): Uint8Array =>
  createHash('sha256').update(signed.subarray(0, -65)).digest()

const always = 'this node is the whole network: it has all blocks, shards and answers'

export const rpcErrors: readonly Kind[] = kinds('Rpc', {
  NO_SYNCED_BLOCKS: always,
  UNAVAILABLE_SHARD: always,
  NOT_SYNCED_YET: always,
  DOES_NOT_TRACK_SHARD: always,
  NODE_IS_SYNCING: always,
  NO_NEW_BLOCKS: always,
  EPOCH_OUT_OF_BOUNDS: always,
  INCONSISTENT_STATE: always,
  VALIDATOR_INFO_UNAVAILABLE: always,
  REQUEST_ROUTED: always,
  TOO_LARGE_CONTRACT_STATE: 'view_state has no size limit here',
  INVALID_ACCOUNT: 'an account id that is none is a PARSE_ERROR',
  INVALID_TRANSACTION: 'provoked with each InvalidTxError',
  TIMEOUT_ERROR: 'takes ten seconds: provoked in a test of its own',
  GARBAGE_COLLECTED_BLOCK: async (stage) => {
    const old = await stage.under('classic')
    // State is kept for a thousand blocks.
    old.devnet.produceBlocks(1_100)
    const block = (await old.devnet.request('block', { block_id: 1 })) as {
      readonly header: { readonly hash: string }
    }
    return old.answered(
      'query',
      { request_type: 'view_account', account_id: 'test.near', block_id: 1 },
      {
        name: 'GARBAGE_COLLECTED_BLOCK',
        info: { block_height: 1, block_hash: block.header.hash },
      },
      'The data for block #1 is garbage collected on this node, use an archival node to fetch historical data',
    )
  },
  UNKNOWN_BLOCK: async (stage) =>
    stage.answered(
      'query',
      { request_type: 'view_account', account_id: 'test.near', block_id: 99_999_999 },
      { name: 'UNKNOWN_BLOCK', info: { block_reference: { block_id: 99_999_999 } } },
      'Block either has never been observed on the node or has been garbage collected: BlockId(Height(99999999))',
    ),
  UNKNOWN_ACCOUNT: async (stage) =>
    viewFails(
      stage,
      'query',
      { request_type: 'view_account', account_id: 'nobody.test.near' },
      'UNKNOWN_ACCOUNT',
      { requested_account_id: 'nobody.test.near' },
      'account nobody.test.near does not exist while viewing',
    ),
  NO_CONTRACT_CODE: async (stage) =>
    viewFails(
      stage,
      'query',
      { request_type: 'view_code', account_id: 'test.near' },
      'NO_CONTRACT_CODE',
      { contract_account_id: 'test.near' },
      'Contract code for contract ID #test.near has never been observed on the node',
    ),
  UNKNOWN_ACCESS_KEY: async (stage) => {
    const public_key = generateKey().publicKey.toString()
    return viewFails(
      stage,
      'EXPERIMENTAL_view_access_key',
      { account_id: 'test.near', public_key },
      'UNKNOWN_ACCESS_KEY',
      { public_key },
      `Access key for public key ${public_key} has never been observed on the node`,
    )
  },
  UNKNOWN_GAS_KEY: async (stage) => {
    const public_key = stage.alice.publicKey
    return viewFails(
      stage,
      'query',
      { request_type: 'view_gas_key_nonces', account_id: 'alice.test.near', public_key },
      'UNKNOWN_GAS_KEY',
      { public_key },
      `Gas key for public key ${public_key} has never been observed on the node`,
    )
  },
  NO_GLOBAL_CONTRACT_CODE: async (stage) =>
    viewFails(
      stage,
      'query',
      { request_type: 'view_global_contract_code', code_hash: someHash },
      'NO_GLOBAL_CONTRACT_CODE',
      { identifier: { CodeHash: someHash } },
      `Global contract code with identifier CodeHash(${someHash}) has never been observed on the node`,
    ),
  CONTRACT_EXECUTION_ERROR: async (stage) => {
    const { accountId } = await stage.contract('host', hostErrorContract)
    return stage.executionError(accountId, 'missing', 'MethodResolveError(MethodNotFound)', {
      MethodResolveError: 'MethodNotFound',
    })
  },
  UNKNOWN_CHUNK: async (stage) =>
    stage.answered(
      'chunk',
      { chunk_id: noHash },
      { name: 'UNKNOWN_CHUNK', info: { chunk_hash: noHash } },
      `Chunk Missing (unavailable on the node): ChunkHash(\`${noHash}\`) \n Cause: Unknown`,
    ),
  INVALID_SHARD_ID: async (stage) =>
    stage.answered(
      'chunk',
      { block_id: 0, shard_id: 9 },
      { name: 'INVALID_SHARD_ID', info: { shard_id: 9 } },
      'Shard id 9 does not exist',
    ),
  UNKNOWN_TRANSACTION: async (stage) =>
    stage.answered(
      'tx',
      { tx_hash: noHash, sender_account_id: 'test.near', wait_until: 'NONE' },
      { name: 'UNKNOWN_TRANSACTION', info: { requested_transaction_hash: noHash } },
      `Transaction ${noHash} doesn't exist`,
    ),
  UNKNOWN_RECEIPT: async (stage) =>
    stage.answered(
      'EXPERIMENTAL_receipt',
      { receipt_id: noHash },
      { name: 'UNKNOWN_RECEIPT', info: { receipt_id: noHash } },
      { name: 'UNKNOWN_RECEIPT', info: { receipt_id: noHash } },
    ),
  UNKNOWN_EPOCH: async (stage) =>
    stage.answered(
      'validators',
      { epoch_id: someHash },
      { name: 'UNKNOWN_EPOCH' },
      'Unknown Epoch',
    ),
  UNKNOWN_TRANSACTION_OR_RECEIPT: async (stage) =>
    stage.answered(
      'EXPERIMENTAL_light_client_proof',
      {
        type: 'transaction',
        transaction_hash: noHash,
        sender_id: 'test.near',
        light_client_head: stage.position().block_hash,
      },
      { name: 'UNKNOWN_TRANSACTION_OR_RECEIPT', info: { transaction_or_receipt_id: noHash } },
      `${noHash} does not exist`,
    ),
  NOT_CONFIRMED: async (stage) => {
    // No block after the genesis is among those before it.
    const bytes = await stage.sign(stage.alice, 'test.near', [actions.transfer(1n)])
    await stage.send(bytes)
    const id = base58.encode(hashOfTransaction(bytes))
    const genesis = (await stage.devnet.request('block', { block_id: 0 })) as {
      readonly header: { readonly hash: string }
    }
    return stage.answered(
      'EXPERIMENTAL_light_client_proof',
      {
        type: 'transaction',
        transaction_hash: id,
        sender_id: 'alice.test.near',
        light_client_head: genesis.header.hash,
      },
      { name: 'NOT_CONFIRMED', info: { transaction_or_receipt_id: id } },
      `${id} has not been confirmed`,
    )
  },
  INTERNAL_ERROR: async (stage) => {
    const cause = {
      name: 'INTERNAL_ERROR',
      info: { error_message: 'delta_height is too large' },
    }
    const error = { name: 'INTERNAL_ERROR', cause, code: -32_000, message: 'Server error' }
    return {
      via: 'answered',
      on: stage,
      method: 'sandbox_fast_forward',
      params: { delta_height: 2 ** 50 },
      status: 500,
      error: { ...error, data: cause },
    }
  },
  PARSE_ERROR: async (stage) => {
    const error_message =
      'Failed parsing args: invalid value: "NOT.VALID", the Account ID contains an invalid character \'N\' at index 0'
    return invalidRequest(
      stage,
      'query',
      { request_type: 'view_account', account_id: 'NOT.VALID', finality: 'final' },
      { name: 'PARSE_ERROR', info: { error_message } },
      -32_700,
      'Parse error',
      error_message,
    )
  },
  METHOD_NOT_FOUND: async (stage) =>
    invalidRequest(
      stage,
      'no_such_method',
      {},
      { name: 'METHOD_NOT_FOUND', info: { method_name: 'no_such_method' } },
      -32_601,
      'Method not found',
      'no_such_method',
    ),
})
