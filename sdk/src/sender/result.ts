import { HubError, parsePanic } from '../errors/hub-error.js'
import { type HubEvent, parseEvents } from '../events/parse.js'
import { items, member } from '../json.js'
import { fromBase64 } from '../payments/bytes.js'

/** What a transaction came to, all receipts included. */
export type TransactionResult = {
  readonly transactionHash: string
  readonly gasBurnt: bigint
  readonly tokensBurntYocto: bigint
  readonly logs: readonly string[]
  readonly events: readonly HubEvent[]
  /** JSON of the final success value; undefined when it is empty. */
  readonly value: unknown
}

/** Reads a final execution outcome; a failure anywhere in it throws. */
export function readResult(outcome: unknown, transactionHash: string): TransactionResult {
  const receipts = items(member(outcome, 'receipts_outcome'))
  const outcomes = [member(outcome, 'transaction_outcome'), ...receipts].map((entry) =>
    member(entry, 'outcome'),
  )
  const failure = [member(outcome, 'status'), ...outcomes.map((entry) => member(entry, 'status'))]
    .map((status) => member(status, 'Failure'))
    .find((found) => found !== undefined)
  if (failure !== undefined) {
    const text = executionText(failure)
    throw (
      parsePanic(text, { transactionHash }) ??
      new HubError('SDK_TX_FAILED', [text], { transactionHash })
    )
  }
  const logs = outcomes.flatMap((entry) => items(member(entry, 'logs')).map(String))
  return {
    transactionHash,
    gasBurnt: sumOf(outcomes.map((entry) => BigInt(Number(member(entry, 'gas_burnt') ?? 0)))),
    tokensBurntYocto: sumOf(
      outcomes.map((entry) => BigInt(String(member(entry, 'tokens_burnt') ?? 0))),
    ),
    logs,
    events: parseEvents(logs),
    value: decodeValue(member(member(outcome, 'status'), 'SuccessValue')),
  }
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
