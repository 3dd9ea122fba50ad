/** Argument shapes that several entry points share. */
import {
  accountId,
  type Decoder,
  hex,
  integer,
  list,
  optional,
  text,
  u64,
} from '../../common/wire/decode.js'
import { admitLimit, denyLimit } from '../limits.js'

/** An id: its decimal digits, as they stand in keys. */
export const id: Decoder<string> = (value, name) => String(u64(value, name))
export const hash = hex(32)
export const byCid = { cid: id }
export const byAccount = { cid: id, account_id: accountId }
export const bySlot = { cid: id, account_id: accountId, evaluator_id: accountId }
export const byEvaluator = { cid: id, evaluator_id: accountId }
export const funding = { cid: id, outbox_id: optional(u64), pool_id: optional(id) }
/** Whose funding: an account's, or a pool's of the ladder. */
export const byFunder = { cid: id, account_id: optional(accountId), pool_id: optional(id) }
/** Names without an entry are refused as such, so their form is not looked at. */
export const admitted = { cid: id, account_ids: list(text(64), admitLimit) }
export const denied = { cid: id, account_ids: list(text(64), denyLimit) }
export const tierNumber = integer(0, 15)
