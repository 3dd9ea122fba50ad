import { items, member } from '../codecs/json.js'
import { RpcError } from '../transports/transport.js'
import type { Attempt } from './attempt.js'
import type { JournalEntry } from './journal.js'
import { nonceLane } from './nonces.js'
import { judge } from './proof.js'

/** How a signed transaction ended. */
export type Fate =
  /** Executed; the final execution outcome. */
  | { readonly kind: 'final'; readonly outcome: unknown }
  /** The chain said no to the only copy that was sent. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** Proven never to be applied: signing anew is safe. */
  | { readonly kind: 'dead'; readonly reason: string }
  /** Still open when patience ended. */
  | { readonly kind: 'unknown'; readonly cause: unknown }

type Answer =
  | { readonly kind: 'final'; readonly outcome: unknown }
  | { readonly kind: 'under way' }
  | { readonly kind: 'refused'; readonly error: unknown }
  | { readonly kind: 'unsure'; readonly cause: unknown }

const firstPauseMs = 200
const longestPauseMs = 2_000

/**
 * Follows one signed transaction to its end. The same bytes may go out several times, which the
 * chain treats as one; nothing is ever signed here.
 */
export async function deliver(
  attempt: Attempt,
  entry: JournalEntry,
  isFirstTime: boolean,
): Promise<Fate> {
  let copies = isFirstTime ? 0 : 1
  let cause: unknown
  let refusal: unknown
  for (let round = 0; !attempt.isOver(); round++) {
    if (copies > 0) {
      const known = await lookUp(attempt, entry)
      if (known.kind === 'final') return known
      const verdict = known.kind === 'under way' ? 'applied' : await judgeOrOpen(attempt, entry)
      if (verdict === 'expired' || verdict === 'nonce used') {
        return { kind: 'dead', reason: verdict }
      }
      if (verdict === 'open' && known.kind === 'unsure' && refusal !== undefined && copies === 1) {
        const reason = JSON.stringify(refusal)
        if (!mayPass(refusal) && isUnknown(known.cause)) return { kind: 'refused', reason }
      }
      if (known.kind === 'unsure') cause = known.cause
      if (known.kind === 'refused') noteNonce(entry, known.error)
      await attempt.sleep(Math.min(firstPauseMs * 2 ** Math.max(0, round - 1), longestPauseMs))
      if (verdict === 'applied' || attempt.isOver()) continue
    }
    copies++
    const answer = await submit(attempt, entry)
    if (answer.kind === 'final') return answer
    if (answer.kind === 'unsure') cause = answer.cause
    if (answer.kind === 'refused') {
      refusal = answer.error
      noteNonce(entry, answer.error)
    }
  }
  return { kind: 'unknown', cause: attempt.signal.aborted ? attempt.signal.reason : cause }
}

async function submit(attempt: Attempt, entry: JournalEntry): Promise<Answer> {
  const params = { signed_tx_base64: entry.signedBase64, wait_until: 'FINAL' }
  return read(attempt.ask('send_tx', params), entry)
}

async function lookUp(attempt: Attempt, entry: JournalEntry): Promise<Answer> {
  const params = {
    tx_hash: entry.hash,
    sender_account_id: entry.accountId,
    wait_until: 'FINAL',
  }
  return read(attempt.ask('tx', params), entry)
}

/** An answer counts only when it is whole and about this transaction. */
async function read(asked: Promise<unknown>, entry: JournalEntry): Promise<Answer> {
  let answer: unknown
  try {
    answer = await asked
  } catch (cause) {
    const isRefusal = cause instanceof RpcError && cause.causeName === 'INVALID_TRANSACTION'
    if (!isRefusal) return { kind: 'unsure', cause }
    const error = member(member(cause.data, 'TxExecutionError'), 'InvalidTxError')
    return { kind: 'refused', error: error ?? cause.message }
  }
  if (member(member(answer, 'transaction'), 'hash') !== entry.hash) {
    return { kind: 'unsure', cause: new Error('an answer about something else') }
  }
  return isFinal(answer) ? { kind: 'final', outcome: answer } : { kind: 'under way' }
}

function isFinal(outcome: unknown): boolean {
  const level = member(outcome, 'final_execution_status')
  const status = member(outcome, 'status')
  const isDone =
    member(status, 'SuccessValue') !== undefined || member(status, 'Failure') !== undefined
  const own = member(member(outcome, 'transaction_outcome'), 'outcome')
  const receipts = member(outcome, 'receipts_outcome')
  const isWhole =
    own !== undefined &&
    Array.isArray(receipts) &&
    items(receipts).every((receipt) => member(receipt, 'outcome') !== undefined)
  return isDone && isWhole && level === 'FINAL'
}

/** A judgement that could not be made leaves the matter open. */
async function judgeOrOpen(
  attempt: Attempt,
  entry: JournalEntry,
): Promise<Awaited<ReturnType<typeof judge>>> {
  try {
    return await judge(attempt, entry)
  } catch {
    return 'open'
  }
}

/** Refusals that a copy in another place could turn out differently, or that prove themselves. */
function mayPass(refusal: unknown): boolean {
  return (
    refusal === 'Expired' ||
    member(refusal, 'InvalidNonce') !== undefined ||
    member(refusal, 'ShardCongested') !== undefined ||
    member(refusal, 'ShardStuck') !== undefined
  )
}

function isUnknown(cause: unknown): boolean {
  return cause instanceof RpcError && cause.causeName === 'UNKNOWN_TRANSACTION'
}

/** The chain tells which nonce it has seen last. */
function noteNonce(entry: JournalEntry, refusal: unknown): void {
  const used = member(member(refusal, 'InvalidNonce'), 'ak_nonce')
  if (typeof used !== 'number') return
  nonceLane(entry.networkId, entry.accountId, entry.publicKey).seen(BigInt(used))
}
