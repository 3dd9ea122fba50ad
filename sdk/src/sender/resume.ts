import { HubError, isHubError } from '../errors/hub-error.js'
import { startAttempt } from './attempt.js'
import type { SendContext, SendOptions } from './context.js'
import type { JournalEntry } from './journal.js'
import { readResult, type TransactionResult } from './result.js'
import { follow } from './send.js'

/** What became of a transaction that an earlier run left open. */
export type Resumed = {
  readonly entry: JournalEntry
  /** It was executed and did what it should. */
  readonly result?: TransactionResult
  /** It failed, or was never applied, or is still open (SDK_TX_UNKNOWN). */
  readonly error?: HubError
}

/**
 * Follows every open transaction of the context's account and network in its journal to its end;
 * call it after a restart, before sending anything new. Signs nothing.
 */
export async function resume(
  context: SendContext,
  options: SendOptions = {},
): Promise<readonly Resumed[]> {
  const pending = (await context.journal?.pending()) ?? []
  const own = pending.filter(
    ({ networkId, accountId }) =>
      networkId === context.networkId && accountId === context.account.accountId,
  )
  return Promise.all(own.map((entry) => resumeOne(context, entry, options)))
}

async function resumeOne(
  context: SendContext,
  entry: JournalEntry,
  options: SendOptions,
): Promise<Resumed> {
  const attempt = startAttempt(context, options)
  const fate = await follow(attempt, entry).finally(attempt.end)
  const transactionHash = entry.hash
  if (fate.kind === 'unknown') {
    const details = { transactionHash, cause: fate.cause }
    return { entry, error: new HubError('SDK_TX_UNKNOWN', [transactionHash], details) }
  }
  if (fate.kind !== 'final') {
    return { entry, error: new HubError('SDK_TX_REFUSED', [fate.reason], { transactionHash }) }
  }
  try {
    return { entry, result: readResult(fate.outcome, transactionHash) }
  } catch (error) {
    if (isHubError(error)) return { entry, error }
    throw error
  }
}
