/** `wait_until` levels: how far a transaction must have come before the answer. */
import type { RpcContext } from '../node/context.js'
import { type TransactionExecution, transactionExecution } from '../node/execution.js'
import { executionView } from '../views/execution.js'
import { hashText, type JsonView } from '../wire/encode.js'
import { handlerError, invalidTransaction, parseError, type RpcError } from '../wire/error.js'
import type { ParamsObject } from '../wire/params.js'

const levels = [
  'NONE',
  'INCLUDED',
  'EXECUTED_OPTIMISTIC',
  'INCLUDED_FINAL',
  'EXECUTED',
  'FINAL',
] as const

export type WaitUntil = (typeof levels)[number]

/** Every block is final at once, so included means included finally. */
const inclusion = 'INCLUDED_FINAL' satisfies WaitUntil

/** `send` answers inclusion levels without outcomes, as nodes do; `receipts` adds the receipts. */
export type Detail = 'send' | 'status' | 'receipts'

/** A node's own polling limit (nearcore `polling_timeout`). */
const pollingTimeoutMs = 10_000

/** Reads `wait_until`; EXECUTED_OPTIMISTIC when absent. */
export function waitUntilMember(params: ParamsObject): WaitUntil {
  const text = params.wait_until
  if (text === undefined || text === null) return 'EXECUTED_OPTIMISTIC'
  const level = levels.find((known) => known === text)
  if (level === undefined) throw parseError(`Failed parsing args: unknown wait_until`)
  return level
}

/**
 * Waits for the level and gives the result. Every block is final here, so the two inclusion levels
 * are one and the three execution levels are one: all receipts, refunds included, have run.
 * Throws UNKNOWN_TRANSACTION, INVALID_TRANSACTION (left out of its block) or TIMEOUT_ERROR.
 */
export async function awaitExecution(
  context: RpcContext,
  hash: Uint8Array,
  waitUntil: WaitUntil,
  detail: Detail,
): Promise<JsonView> {
  const { chain, producer } = context
  const isReached = (execution: TransactionExecution): boolean =>
    execution.isComplete ||
    waitUntil === 'NONE' ||
    waitUntil === 'INCLUDED' ||
    waitUntil === 'INCLUDED_FINAL'
  const probe = (): TransactionExecution | undefined => {
    const execution = transactionExecution(chain, hash)
    if (execution !== undefined) return isReached(execution) ? execution : undefined
    if (producer.isWaiting(hash)) return undefined
    const rejection = producer.rejection(hash)
    if (rejection !== undefined) throw invalidTransaction(rejection)
    throw unknownTransaction(hash)
  }
  const reached = await producer.waitFor(probe, pollingTimeoutMs)
  if (reached !== undefined) {
    if (detail === 'send' && !reached.isComplete) return { final_execution_status: inclusion }
    return executionView(chain, reached, detail === 'receipts')
  }
  throw handlerError('TIMEOUT_ERROR', undefined, 'Timeout')
}

/** UNKNOWN_TRANSACTION: no block and no queue holds it. */
export function unknownTransaction(hash: Uint8Array): RpcError {
  return handlerError(
    'UNKNOWN_TRANSACTION',
    { requested_transaction_hash: hashText(hash) },
    `Transaction ${hashText(hash)} doesn't exist`,
  )
}
