import type { RpcContext } from '../node/context.js'
import { receiptView } from '../views/receipt.js'
import { hashText, type JsonView } from '../wire/encode.js'
import { handlerError, parseError } from '../wire/error.js'
import { accountIdMember, accountIdOf, hashOf, isObject, stringMember } from '../wire/params.js'
import { signedTransactionParam } from './send.js'
import { awaitExecution, type WaitUntil, waitUntilMember } from './wait.js'

/** `tx`: status and outcomes of a known transaction. */
export async function tx(context: RpcContext, params: unknown): Promise<JsonView> {
  const { hash, waitUntil } = txParams(params)
  return awaitExecution(context, hash, waitUntil, 'status')
}

/** `EXPERIMENTAL_tx_status`: {@link tx} and the receipts themselves. */
export async function experimentalTxStatus(
  context: RpcContext,
  params: unknown,
): Promise<JsonView> {
  const { hash, waitUntil } = txParams(params)
  return awaitExecution(context, hash, waitUntil, 'receipts')
}

/** `EXPERIMENTAL_receipt`. */
export function receipt({ chain }: RpcContext, params: unknown): JsonView {
  const receiptId = receiptIdParam(params)
  const found = chain.receipt(receiptId)
  if (found !== undefined) return receiptView(found)
  throw unknownReceipt(receiptId)
}

function txParams(params: unknown): { readonly hash: Uint8Array; readonly waitUntil: WaitUntil } {
  if (Array.isArray(params)) {
    if (params.length === 1) {
      return { hash: signedTransactionParam(params).hash, waitUntil: 'EXECUTED_OPTIMISTIC' }
    }
    const [hash, accountId] = params
    if (params.length !== 2 || typeof accountId !== 'string') {
      throw parseError('Failed parsing args: expected [tx_hash, sender_account_id]')
    }
    accountIdOf(accountId)
    return { hash: hashOf(hash), waitUntil: 'EXECUTED_OPTIMISTIC' }
  }
  if (!isObject(params)) throw parseError('Failed parsing args: expected an object')
  const waitUntil = waitUntilMember(params)
  if (params.signed_tx_base64 !== undefined) {
    return { hash: signedTransactionParam(params).hash, waitUntil }
  }
  const hash = hashOf(stringMember(params, 'tx_hash'))
  // Only checked for form: with one shard the sender says nothing about where to look.
  accountIdMember(params, 'sender_account_id')
  return { hash, waitUntil }
}

/** `{ receipt_id }` or `[receipt_id]`. */
export function receiptIdParam(params: unknown): Uint8Array {
  if (Array.isArray(params) && params.length === 1) return hashOf(params[0])
  if (isObject(params)) return hashOf(stringMember(params, 'receipt_id'))
  throw parseError('Failed parsing args: expected receipt_id')
}

/** UNKNOWN_RECEIPT. */
export function unknownReceipt(receiptId: Uint8Array): Error {
  const text = hashText(receiptId)
  const info = { receipt_id: text }
  return handlerError('UNKNOWN_RECEIPT', info, { name: 'UNKNOWN_RECEIPT', info })
}
