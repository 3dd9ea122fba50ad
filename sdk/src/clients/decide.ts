/**
 * What a call came to, where its own receipt does not say: a payment that its callback put back, a
 * notification that the neighbour did not take, tokens that a contract kept. Only receipts that ran on the
 * hub's contract count; what other accounts log or answer, and what fails beside it, decides nothing.
 */
import { HubError } from '../errors/hub-error.js'
import type { HubEvent } from '../events/parse.js'
import type { Receipt, TransactionResult } from '../sender/result.js'

/** The event of a contract by which it takes back what a call was for. */
export type UndoneBy = 'withdraw_restored' | 'outbox_failed'

type Facts = Readonly<Record<string, unknown>>

/**
 * Throws when the contract said that the call was undone. `facts` are members that its event must
 * have to be about this call; undefined ones are not compared. Errors: SDK_RESTORED, SDK_UNDELIVERED.
 */
export function requireNotUndone(
  result: TransactionResult,
  contractId: string,
  undoneBy: UndoneBy,
  facts: Facts,
): void {
  const undone = find(result, contractId, undoneBy, facts)
  if (undone === undefined) return
  const { transactionHash } = result
  const [failed] = result.failedReceipts
  const reason = failed?.error.message ?? 'the other side gave an answer that counts for nothing'
  const options = { transactionHash, cause: failed?.error }
  if (undoneBy === 'withdraw_restored') throw new HubError('SDK_RESTORED', [reason], options)
  throw new HubError('SDK_UNDELIVERED', [String(undone.data.id), reason], options)
}

/**
 * The receipt in which the contract did what the call was for. Errors: the contract's own when it refused,
 * SDK_NOT_DONE when it was not reached.
 */
export function requireDone(
  result: TransactionResult,
  contractId: string,
  doneBy: readonly string[],
  facts: Facts,
): Receipt {
  const done = result.receipts.find(
    ({ executorId, events }) =>
      executorId === contractId &&
      events.some((event) => doneBy.includes(event.event) && agrees(event, facts)),
  )
  if (done !== undefined) return done
  const refusal = result.failedReceipts.find(({ executorId }) => executorId === contractId)
  if (refusal !== undefined) throw refusal.error
  const { transactionHash } = result
  const [failed] = result.failedReceipts
  throw new HubError('SDK_NOT_DONE', [contractId], { transactionHash, cause: failed?.error })
}

function find(
  { receipts }: TransactionResult,
  contractId: string,
  name: string,
  facts: Facts,
): HubEvent | undefined {
  return receipts
    .filter(({ executorId }) => executorId === contractId)
    .flatMap(({ events }) => events)
    .find((event) => event.event === name && agrees(event, facts))
}

function agrees({ data }: HubEvent, facts: Facts): boolean {
  return Object.entries(facts).every(
    ([name, value]) => value === undefined || String(data[name]) === String(value),
  )
}
