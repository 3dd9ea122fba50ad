/** NEP-141 tokens sent here with `ft_transfer_call`. */
import { input, type RawArgs, utf8Encode } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { credit, holdToken } from '../../common/money/credits.js'
import { bookTokens, type ReceivedTokens, receiveTokens } from '../../common/money/receive-tokens.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { type Decoder, decodeArgs, oneOf } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import type * as wire from '../interface.js'
import { revenueArgs, takeRevenue } from '../actions/revenue.js'
import { buyArgs, sell } from '../actions/sales.js'

const anything: Decoder<unknown> = (value) => value

/** Returns what is not used; a failure returns everything. */
export function ft_on_transfer(raw: RawArgs<wire.FtOnTransferArgs> = input()): wire.DecimalU128 {
  refuseDeposit('ft_on_transfer')
  const received = receiveTokens(raw)
  const { token, senderId, amount, msg } = received
  if (msg === '') {
    holdToken(senderId, token)
    credit(senderId, token, amount)
    bookTokens(token, amount, 'credits')
    emit('deposited', { account_id: senderId, token: tokenId(token), amount: String(amount) })
    return reply('0')
  }
  const call = decodeArgs(utf8Encode(msg), {
    method: oneOf('buy_licence', 'record_revenue'),
    args: anything,
  })
  return reply(
    call.method === 'buy_licence' ? buy(received, call.args) : record(received, call.args),
  )
}

function buy({ token, senderId, amount }: ReceivedTokens, args: unknown): string {
  const { price, bytes } = sell(senderId, buyArgs(args, 'args'), token, tokenId(token), amount)
  bookTokens(token, price, 'locked')
  changeTotals(near, { usedBytes: bytes })
  return String(amount - price)
}

function record({ token, senderId, amount }: ReceivedTokens, args: unknown): string {
  if (!takeRevenue(senderId, revenueArgs(args, 'args'), token, amount)) return String(amount)
  bookTokens(token, amount, 'locked')
  return '0'
}
