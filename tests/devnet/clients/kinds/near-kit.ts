/** What near-kit throws at each kind. */
import type { Expected, Members } from './expected.js'
import { fill } from './expected.js'
import type { Answered, Failed, Json, Provocation, Refused } from './provocation.js'

/** Causes of JSON-RPC errors that have a class: the class, its code, its text, its members. */
export const causesKit: Readonly<
  Record<
    string,
    readonly [
      className: string,
      code: string,
      message: string,
      members: Readonly<Record<string, unknown>>,
    ]
  >
> = {
  UNKNOWN_BLOCK: [
    'UnknownBlockError',
    'UNKNOWN_BLOCK',
    'Block not found: 99999999. It may have been garbage-collected. Try an archival node for blocks older than 5 epochs.',
    { blockReference: '99999999' },
  ],
  UNKNOWN_ACCOUNT: [
    'AccountDoesNotExistError',
    'ACCOUNT_NOT_FOUND',
    'Account does not exist: {requested_account_id}',
    { accountId: '{requested_account_id}' },
  ],
  NO_CONTRACT_CODE: [
    'ContractNotDeployedError',
    'NO_CONTRACT_CODE',
    'No contract deployed on account: {contract_account_id}',
    { accountId: '{contract_account_id}' },
  ],
  UNKNOWN_GAS_KEY: [
    'AccessKeyDoesNotExistError',
    'ACCESS_KEY_NOT_FOUND',
    'Access key does not exist: {public_key} for account unknown',
    { accountId: 'unknown', publicKey: '{public_key}' },
  ],
  NO_GLOBAL_CONTRACT_CODE: [
    'GlobalContractNotFoundError',
    'NO_GLOBAL_CONTRACT_CODE',
    'No global contract published for code hash 5BGSaf6YjVm7565VzWQHNxoyEjwr3jUpRJSGjREvU9dB',
    { identifier: { codeHash: '5BGSaf6YjVm7565VzWQHNxoyEjwr3jUpRJSGjREvU9dB' } },
  ],
  // A node names neither the contract nor the method.
  CONTRACT_EXECUTION_ERROR: [
    'ContractExecutionError',
    'CONTRACT_EXECUTION_ERROR',
    'Contract execution failed: unknown',
    { contractId: 'unknown' },
  ],
  UNKNOWN_CHUNK: [
    'UnknownChunkError',
    'UNKNOWN_CHUNK',
    'Chunk not found: {chunk_hash}. It may have been garbage-collected. Try an archival node.',
    { chunkReference: '{chunk_hash}' },
  ],
  INVALID_SHARD_ID: [
    'InvalidShardIdError',
    'INVALID_SHARD_ID',
    "Invalid shard ID: {shard_id}. Provide a valid shard ID within the network's range.",
    { shardId: 9 },
  ],
  UNKNOWN_RECEIPT: [
    'UnknownReceiptError',
    'UNKNOWN_RECEIPT',
    'Receipt not found: {receipt_id}. It may not have been observed on this node.',
    { receiptId: '{receipt_id}' },
  ],
  UNKNOWN_EPOCH: [
    'UnknownEpochError',
    'UNKNOWN_EPOCH',
    'Epoch not found for block: Unknown Epoch. The block may be invalid or too old. Try an archival node.',
    { blockReference: 'Unknown Epoch' },
  ],
}

function ofRefusal({ error }: Refused): Expected {
  const { InvalidNonce } = typeof error === 'object' ? (error as Members) : {}
  if (InvalidNonce !== undefined) {
    const { tx_nonce, ak_nonce } = InvalidNonce as Members
    return {
      className: 'InvalidNonceError',
      message: `Invalid transaction nonce: transaction nonce ${String(tx_nonce)} must be greater than access key nonce ${String(ak_nonce)}`,
      members: { code: 'INVALID_NONCE', txNonce: tx_nonce, akNonce: ak_nonce, retryable: true },
    }
  }
  return {
    className: 'InvalidTransactionError',
    message: 'Server error',
    members: { code: 'INVALID_TRANSACTION', retryable: false, details: { InvalidTxError: error } },
  }
}

function ofCall(error: Json, { receiverId, methodName }: Failed): Expected {
  const { ExecutionError } = error as Members
  const panic = typeof ExecutionError === 'string' ? ExecutionError : JSON.stringify(error)
  const place =
    methodName === undefined || methodName === '' ? receiverId : `${receiverId}.${methodName}`
  return {
    className: 'FunctionCallError',
    message: `Contract call failed: ${place} - ${panic}`,
    members: { code: 'FUNCTION_CALL_ERROR', panic, contractId: receiverId, methodName },
  }
}

function ofFailure(failed: Failed): Expected {
  const { kind, index } = failed
  const failure = { ActionError: { index, kind } }
  const members = { code: 'INVALID_TRANSACTION', details: failure }
  const className = 'InvalidTransactionError'
  if (typeof kind !== 'object' || kind === null) {
    return { className, message: { json: failure }, members }
  }
  const [variant = ['', null]] = Object.entries(kind)
  const [name, value] = variant
  if (name === 'FunctionCallError') return ofCall(value, failed)
  if (typeof value !== 'object') return { className, message: name, members }
  const parts = Object.entries(value ?? {}).map(([member, part]) => `${member}: ${String(part)}`)
  return { className, message: { name, parts }, members }
}

function ofAnswer({ error, status }: Answered): Expected {
  if (status !== 200) {
    return {
      className: 'NetworkError',
      message: `HTTP ${status}: ${status === 500 ? 'Internal Server Error' : 'Bad Request'}`,
      members: { code: 'NETWORK_ERROR', statusCode: status, retryable: status === 500 },
    }
  }
  const { name, info } = error.cause
  const row = causesKit[name]
  if (row === undefined) {
    return {
      className: 'NetworkError',
      message: `RPC error [${name}]: Server error`,
      members: { code: 'NETWORK_ERROR', statusCode: -32_000, retryable: false },
    }
  }
  const [className, code, message, members] = row
  const values = (info ?? {}) as Members
  return {
    className,
    message: fill(message, values),
    members: {
      code,
      ...Object.fromEntries(
        Object.entries(members).map(([member, value]) => [
          member,
          typeof value === 'string' ? fill(value, values) : value,
        ]),
      ),
    },
  }
}

export function expectedKit(provocation: Provocation): Expected {
  if (provocation.via === 'refused') return ofRefusal(provocation)
  return provocation.via === 'failed' ? ofFailure(provocation) : ofAnswer(provocation)
}
