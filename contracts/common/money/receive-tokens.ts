/** The receiving side of NEP-141 `ft_transfer_call`. */

import type { RawArgs } from '@research-hub/compiler/host'
import { countingToken } from '../state/tokens.js'
import { changeTotals, type TokenIndex } from '../state/totals.js'
import { caller } from '../wire/caller.js'
import { accountId, decodeArgs, text, u128 } from '../wire/decode.js'
import type { FtOnTransferArgs } from '../wire/interface.js'

export type ReceivedTokens = {
  readonly token: TokenIndex
  readonly senderId: string
  readonly amount: bigint
  readonly msg: string
}

/**
 * Arguments of `ft_on_transfer`, called by the token itself. Fails for tokens that are not
 * registered, and the token then returns the whole amount. Nothing is booked yet: whoever keeps the
 * tokens calls `bookTokens`, and must not fail after that.
 */
export function receiveTokens(raw: RawArgs<FtOnTransferArgs>): ReceivedTokens {
  const args = decodeArgs(raw, { sender_id: accountId, amount: u128, msg: text(4096) })
  const token = countingToken(caller())
  return { token, senderId: args.sender_id, amount: args.amount, msg: args.msg }
}

/** Notes that received tokens stay, and what they are for. */
export function bookTokens(token: TokenIndex, amount: bigint, use: 'locked' | 'credits'): void {
  changeTotals(token, { book: amount, [use]: amount })
}
