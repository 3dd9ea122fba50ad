/** Delivery of notifications to neighbours. Anyone may retry. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { drop, retry, settleAnswer, settleProbe } from '../money/outbox.js'
import { loadOutboxEntry } from '../state/outbox.js'
import { tokenId } from '../state/tokens.js'
import { decodeArgs, u64 } from '../wire/decode.js'
import type * as wire from '../wire/interface.js'
import { refuseDeposit, reply, requireSelf } from './reply.js'

/**
 * Sends a failed notification again, or asks the receiver after one whose answer was lost. Anyone;
 * one yoctoNEAR attached when it carries tokens, nothing otherwise. Errors: ERR_OUTBOX_UNKNOWN,
 * ERR_OUTBOX_IN_FLIGHT, ERR_ONE_YOCTO.
 * @payable
 */
export function retry_outbox(raw: RawArgs<wire.OutboxIdArgs> = input()): void {
  retry(decodeArgs(raw, { id: u64 }).id)
}

/**
 * Ends a notification that failed and was not taken for 7 days, or 90 when money is with it, which becomes
 * credit of its `fallback_id`. Whoever paid for its record has it free again. Anyone. Errors:
 * ERR_OUTBOX_UNKNOWN, ERR_OUTBOX_KEPT, ERR_OUTBOX_OWED, ERR_NOT_REGISTERED, ERR_TOKEN_NOT_HELD.
 */
export function drop_outbox(raw: RawArgs<wire.OutboxIdArgs> = input()): void {
  refuseDeposit('drop_outbox')
  drop(decodeArgs(raw, { id: u64 }).id)
}

/**
 * Callback: the receiver's answer.
 * @private
 */
export function on_outbox(raw: RawArgs<wire.OutboxIdArgs> = input()): boolean {
  requireSelf('on_outbox')
  return reply(settleAnswer(decodeArgs(raw, { id: u64 }).id))
}

/**
 * Callback: whether the receiver had taken a notification.
 * @private
 */
export function on_outbox_probe(raw: RawArgs<wire.OutboxIdArgs> = input()): boolean {
  requireSelf('on_outbox_probe')
  return reply(settleProbe(decodeArgs(raw, { id: u64 }).id))
}

/**
 * A notification not yet delivered; null when delivered or never made.
 * @view
 */
export function outbox_entry(
  raw: RawArgs<wire.OutboxIdArgs> = input(),
): wire.OutboxEntryView | null {
  const { id } = decodeArgs(raw, { id: u64 })
  const entry = loadOutboxEntry(id)
  if (entry === undefined) return reply(null)
  return reply({
    id: String(id),
    status: entry.status,
    target_id: entry.targetId,
    method: entry.method,
    args: entry.args,
    token: tokenId(entry.token),
    amount: String(entry.amount),
    sent_at_height: String(entry.sentAtHeight),
    sent_at_ns: String(entry.sentAtNs),
    payer_id: entry.payerId,
    fallback_id: entry.fallbackId,
  })
}
