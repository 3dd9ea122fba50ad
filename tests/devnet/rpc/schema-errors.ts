/** Members of `cause.info` of each error, from nearcore `chain/jsonrpc-primitives/src/types`. */

const position = ['block_hash', 'block_height']

const handlerCauses: Readonly<Record<string, readonly string[]>> = {
  CONTRACT_EXECUTION_ERROR: [...position, 'error', 'vm_error'],
  INVALID_SHARD_ID: ['shard_id'],
  INVALID_TRANSACTION: [],
  NOT_CONFIRMED: ['transaction_or_receipt_id'],
  NO_CONTRACT_CODE: [...position, 'contract_account_id'],
  NO_GLOBAL_CONTRACT_CODE: [...position, 'identifier'],
  UNKNOWN_ACCESS_KEY: [...position, 'public_key'],
  UNKNOWN_ACCOUNT: [...position, 'requested_account_id'],
  UNKNOWN_BLOCK: [],
  UNKNOWN_CHUNK: ['chunk_hash'],
  UNKNOWN_EPOCH: [],
  UNKNOWN_GAS_KEY: [...position, 'public_key'],
  UNKNOWN_RECEIPT: ['receipt_id'],
  UNKNOWN_TRANSACTION: ['requested_transaction_hash'],
  UNKNOWN_TRANSACTION_OR_RECEIPT: ['transaction_or_receipt_id'],
}

const validationCauses: Readonly<Record<string, readonly string[]>> = {
  PARSE_ERROR: ['error_message'],
  METHOD_NOT_FOUND: ['method_name'],
}

/** Sorted; throws on a cause that no node gives. */
export function causeMembers(kind: string, cause: string, method: string): readonly string[] {
  // Only queries repeat which block they were asked about.
  if (cause === 'UNKNOWN_BLOCK' && (method === 'query' || method.startsWith('EXPERIMENTAL_view_')))
    return ['block_reference']
  const table = kind === 'HANDLER_ERROR' ? handlerCauses : validationCauses
  const members = table[cause]
  if (members === undefined) throw new Error(`${method} gave ${kind} ${cause}`)
  return members
}
