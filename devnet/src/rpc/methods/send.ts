import { BorshError } from '../../primitives/borsh.js'
import { decodeSignedTransaction } from '../../primitives/transaction-codec.js'
import type { SignedTransaction } from '../../primitives/types.js'
import type { RpcContext } from '../node/context.js'
import { hashText, type JsonView } from '../wire/encode.js'
import { invalidTransaction, overloaded, parseError } from '../wire/error.js'
import { decodeBase64, isObject } from '../wire/params.js'
import { awaitExecution, type WaitUntil, waitUntilMember } from './wait.js'

/** `send_tx`: `{ signed_tx_base64, wait_until? }` or `[base64]`; waits as far as asked. */
export async function sendTx(context: RpcContext, params: unknown): Promise<JsonView> {
  const waitUntil = isObject(params) ? waitUntilMember(params) : 'EXECUTED_OPTIMISTIC'
  return submitAndWait(context, signedTransactionParam(params), waitUntil)
}

/** `broadcast_tx_commit`: {@link sendTx} at EXECUTED_OPTIMISTIC. */
export async function broadcastTxCommit(context: RpcContext, params: unknown): Promise<JsonView> {
  return submitAndWait(context, signedTransactionParam(params), 'EXECUTED_OPTIMISTIC')
}

/** `broadcast_tx_async`: the hash, whatever becomes of the transaction. */
export function broadcastTxAsync({ producer }: RpcContext, params: unknown): string {
  const signed = signedTransactionParam(params)
  if (producer.submit(signed).kind === 'full') throw overloaded()
  return hashText(signed.hash)
}

/** The transaction of `{ signed_tx_base64 }` or `[base64]`. */
export function signedTransactionParam(params: unknown): SignedTransaction {
  const isList = Array.isArray(params)
  const text = isList ? params[0] : isObject(params) ? params.signed_tx_base64 : undefined
  if (typeof text !== 'string') throw parseError('Failed parsing args: expected a base64 string')
  const because = (how: string, what: string): string =>
    isList
      ? `Failed to decode transaction: ${what}`
      : `Failed parsing args: the value could not decoded from ${how} due to: ${what}`
  const bytes = decodeBase64(text)
  if (bytes === undefined) throw parseError(because('base64', 'Invalid input'))
  try {
    return decodeSignedTransaction(bytes)
  } catch (error) {
    if (!(error instanceof BorshError)) throw error
    throw parseError(because('borsh', error.message))
  }
}

async function submitAndWait(
  context: RpcContext,
  signed: SignedTransaction,
  waitUntil: WaitUntil,
): Promise<JsonView> {
  const result = context.producer.submit(signed)
  if (result.kind === 'invalid') throw invalidTransaction(result.error)
  if (result.kind === 'full') throw overloaded()
  if (waitUntil === 'NONE') return { final_execution_status: 'NONE' }
  return awaitExecution(context, signed.hash, waitUntil, 'send')
}
