/** What NEP-141 tokens that arrive are for. Each returns how much of them is not used. */
import { credit, holdToken } from '../../common/money/credits.js'
import { bookTokens, type ReceivedTokens } from '../../common/money/receive-tokens.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { emit } from '../../common/wire/events.js'
import type { Purchase, Revenue } from '../rules/decoders.js'
import { takeRevenue } from './revenue.js'
import { sell } from './sales.js'

export function depositTokens({ token, senderId, amount }: ReceivedTokens): bigint {
  holdToken(senderId, token)
  credit(senderId, token, amount)
  bookTokens(token, amount, 'credits')
  emit('deposited', { account_id: senderId, token: tokenId(token), amount: String(amount) })
  return 0n
}

export function buyWithTokens({ token, senderId, amount }: ReceivedTokens, args: Purchase): bigint {
  const { price, bytes } = sell(senderId, args, token, amount)
  bookTokens(token, price, 'locked')
  changeTotals(near, { usedBytes: bytes })
  return amount - price
}

export function recordTokens({ token, senderId, amount }: ReceivedTokens, args: Revenue): bigint {
  if (!takeRevenue(senderId, args, token, amount)) return amount
  bookTokens(token, amount, 'locked')
  return 0n
}
