import { fromBase64 } from '../codecs/base64.js'
import { items, member } from '../codecs/json.js'
import { HubError, parsePanic } from '../errors/hub-error.js'
import { type HubEvent, parseEvents } from '../events/parse.js'

/** What a transaction came to, all receipts included. */
export type TransactionResult = {
  readonly transactionHash: string
  /** Gas that was paid for: refunds show gas too, but it is free. */
  readonly gasBurnt: bigint
  readonly tokensBurntYocto: bigint
  readonly logs: readonly string[]
  /** Of all that ran, foreign tokens among them: `receipts` says whose word each is. */
  readonly events: readonly HubEvent[]
  /** JSON of the final success value; undefined when it is empty. */
  readonly value: unknown
  /** Everything that ran, in the order of the chain's answer. */
  readonly receipts: readonly Receipt[]
  /**
   * Receipts that failed without failing the transaction: notifications to other contracts, which stay
   * in the sender's outbox for `retry_outbox`, and transfers whose callback has put the money back.
   */
  readonly failedReceipts: readonly FailedReceipt[]
}

export type Receipt = {
  readonly receiptId: string
  /** The account the receipt ran on. */
  readonly executorId: string
  readonly events: readonly HubEvent[]
  readonly error?: HubError
}

export type FailedReceipt = Receipt & { readonly error: HubError }

/**
 * Reads a final execution outcome. Its final status decides: a failure there throws; other receipts that
 * failed are listed.
 */
export function readResult(outcome: unknown, transactionHash: string): TransactionResult {
  const receipts = items(member(outcome, 'receipts_outcome'))
  const transaction = member(member(outcome, 'transaction_outcome'), 'outcome')
  const outcomes = [transaction, ...receipts.map((entry) => member(entry, 'outcome'))]
  const failure =
    member(member(outcome, 'status'), 'Failure') ?? member(member(transaction, 'status'), 'Failure')
  if (failure !== undefined) throw failureError(failure, transactionHash)
  const logs = outcomes.flatMap(logsOf)
  const ran = receipts.map((entry) => receiptOf(entry, transactionHash))
  return {
    transactionHash,
    gasBurnt: sumOf(outcomes.map(paidGas)),
    tokensBurntYocto: sumOf(
      outcomes.map((entry) => BigInt(String(member(entry, 'tokens_burnt') ?? 0))),
    ),
    logs,
    events: parseEvents(logs),
    value: decodeValue(member(member(outcome, 'status'), 'SuccessValue')),
    receipts: ran,
    failedReceipts: ran.filter(hasFailed),
  }
}

function paidGas(outcome: unknown): bigint {
  const isFree = String(member(outcome, 'tokens_burnt') ?? 0) === '0'
  return isFree ? 0n : BigInt(Number(member(outcome, 'gas_burnt') ?? 0))
}

function receiptOf(entry: unknown, transactionHash: string): Receipt {
  const outcome = member(entry, 'outcome')
  const failure = member(member(outcome, 'status'), 'Failure')
  return {
    receiptId: String(member(entry, 'id')),
    executorId: String(member(outcome, 'executor_id')),
    events: parseEvents(logsOf(outcome)),
    ...(failure === undefined ? {} : { error: failureError(failure, transactionHash) }),
  }
}

function hasFailed(receipt: Receipt): receipt is FailedReceipt {
  return receipt.error !== undefined
}

function logsOf(outcome: unknown): readonly string[] {
  return items(member(outcome, 'logs')).map(String)
}

function failureError(failure: unknown, transactionHash: string): HubError {
  const text = executionText(failure)
  return (
    parsePanic(text, { transactionHash }) ??
    new HubError('SDK_TX_FAILED', [text], { transactionHash })
  )
}

/** The contract's own words when there are any, else the failure as JSON. */
function executionText(failure: unknown): string {
  const call = member(member(member(failure, 'ActionError'), 'kind'), 'FunctionCallError')
  const text = member(call, 'ExecutionError')
  return typeof text === 'string' ? text : JSON.stringify(failure)
}

function decodeValue(value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return undefined
  try {
    return JSON.parse(new TextDecoder().decode(fromBase64(value)))
  } catch {
    return undefined
  }
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n)
}
