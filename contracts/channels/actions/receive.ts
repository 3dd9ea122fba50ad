/** NEP-141 tokens that arrive: credit for somebody, or more deposit for a channel. */
import type { RawArgs } from '@research-hub/compiler/host'
import { credit, holdToken, requireHolder } from '../../common/money/credits.js'
import {
  bookTokens,
  type ReceivedTokens,
  receiveTokens,
} from '../../common/money/receive-tokens.js'
import { tokenId } from '../../common/state/tokens.js'
import { accountId, decodeJson, hex, optional } from '../../common/wire/decode.js'
import { emit, type JsonOf } from '../../common/wire/events.js'
import { fail } from '../../common/wire/fail.js'
import type { FtOnTransferArgs } from '../../common/wire/interface.js'
import type { TransferMessage } from '../interface.js'
import { raiseDeposit } from './top-up.js'

/**
 * Keeps all of it or fails, and then the token returns all of it. Without a message the sender is
 * credited, its record charged to its storage deposit when it has none yet.
 */
export function receive(raw: RawArgs<FtOnTransferArgs>): void {
  const received = receiveTokens(raw)
  const { token, senderId, amount } = received
  const use = purposeOf(received)
  if (use.top_up !== undefined) {
    raiseDeposit(use.top_up, token, amount)
    bookTokens(token, amount, 'locked')
    return
  }
  const account = use.account_id ?? senderId
  if (account === senderId) holdToken(account, token)
  else requireHolder(account, token)
  credit(account, token, amount)
  bookTokens(token, amount, 'credits')
  emit('deposited', { account_id: account, token: tokenId(token), amount: String(amount) })
}

function purposeOf({ msg }: ReceivedTokens) {
  const json: JsonOf<TransferMessage> = msg
  const use = decodeJson(json, {
    account_id: optional(accountId),
    top_up: optional(hex(32)),
  })
  if (use.account_id !== undefined && use.top_up !== undefined)
    fail('ERR_ARGS', 'top_up', 'given beside account_id')
  return use
}
