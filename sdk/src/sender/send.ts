import { HubError } from '../errors/hub-error.js'
import type { FunctionCall, SendAction } from './actions.js'
import { type Attempt, startAttempt } from './attempt.js'
import type { SendContext, SendOptions } from './context.js'
import { deliver, type Fate } from './deliver.js'
import type { Journal, JournalEntry } from './journal.js'
import { readResult, type TransactionResult } from './result.js'
import { contentHash, sign } from './sign.js'

const maxSignatures = 8

/** Sends of one journal by their key: two at a time with one key are one. */
const underWay = new WeakMap<Journal, Map<string, Promise<TransactionResult>>>()

/** Calls to one contract in one transaction; see `sendActions`. */
export function sendCalls(
  context: SendContext,
  receiverId: string,
  calls: readonly FunctionCall[],
  options: SendOptions = {},
): Promise<TransactionResult> {
  return sendActions(context, receiverId, calls, options)
}

/**
 * Sends one transaction, applied at most once. The signed bytes are journaled, then broadcast;
 * when the answer is lost the hash is looked up until it is final. Only a transaction that is
 * proven never to be applied (its nonce was used by another, or it expired) is signed again.
 *
 * Errors: SDK_TX_REFUSED, SDK_TX_FAILED or the contract's own code, SDK_TX_UNKNOWN when patience
 * or the signal ended first (the hash is with it), SDK_KEY_REUSED.
 */
export async function sendActions(
  context: SendContext,
  receiverId: string,
  actions: readonly SendAction[],
  options: SendOptions = {},
): Promise<TransactionResult> {
  const { key } = options
  const { journal } = context
  if (key === undefined || journal === undefined) {
    const id = crypto.randomUUID()
    return run(context, options, { id, receiverId, actions }, undefined)
  }
  const running = underWay.get(journal) ?? new Map<string, Promise<TransactionResult>>()
  underWay.set(journal, running)
  const same = running.get(key)
  if (same !== undefined) return same
  const sent = (async () => {
    const known = await journal.get(key)
    const isOther = known !== undefined && known.contentHash !== contentHash(receiverId, actions)
    if (isOther) throw new HubError('SDK_KEY_REUSED', [key])
    return run(context, options, { id: key, receiverId, actions }, known)
  })().finally(() => running.delete(key))
  running.set(key, sent)
  return sent
}

type Intention = Parameters<typeof sign>[1]

async function run(
  context: SendContext,
  options: SendOptions,
  intention: Intention,
  known: JournalEntry | undefined,
): Promise<TransactionResult> {
  const attempt = startAttempt(context, options)
  try {
    return await runAttempt(attempt, intention, known)
  } finally {
    attempt.end()
  }
}

async function runAttempt(
  attempt: Attempt,
  intention: Intention,
  known: JournalEntry | undefined,
): Promise<TransactionResult> {
  if (known?.state === 'pending' || known?.state === 'final') {
    const fate = await follow(attempt, known)
    if (fate.kind !== 'dead') return conclude(known, fate)
  }
  let reason = ''
  for (let signatures = 0; signatures < maxSignatures; signatures++) {
    attempt.signal.throwIfAborted()
    const entry = await sign(attempt, intention)
    await attempt.context.journal?.put(entry)
    await attempt.context.onSigned?.(entry.hash)
    if (attempt.signal.aborted) {
      await attempt.context.journal?.put({ ...entry, state: 'dead', reason: 'never sent' })
      throw attempt.signal.reason
    }
    const fate = await deliver(attempt, entry, true)
    await note(attempt, entry, fate)
    if (fate.kind !== 'dead') return conclude(entry, fate)
    reason = fate.reason
  }
  throw new HubError('SDK_TX_REFUSED', [`${reason}, ${maxSignatures} times`])
}

/** Takes up a transaction that was signed before, by this process or an earlier one. */
export async function follow(attempt: Attempt, entry: JournalEntry): Promise<Fate> {
  const fate = await deliver(attempt, entry, false)
  await note(attempt, entry, fate)
  return fate
}

async function note(attempt: Attempt, entry: JournalEntry, fate: Fate): Promise<void> {
  if (fate.kind === 'unknown') return
  const reason = fate.kind === 'final' ? {} : { reason: fate.reason }
  await attempt.context.journal?.put({ ...entry, state: fate.kind, ...reason })
}

function conclude(entry: JournalEntry, fate: Exclude<Fate, { kind: 'dead' }>): TransactionResult {
  const transactionHash = entry.hash
  if (fate.kind === 'final') return readResult(fate.outcome, transactionHash)
  if (fate.kind === 'refused') {
    throw new HubError('SDK_TX_REFUSED', [fate.reason], { transactionHash })
  }
  throw new HubError('SDK_TX_UNKNOWN', [transactionHash], { transactionHash, cause: fate.cause })
}
