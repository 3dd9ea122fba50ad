/** What NEP-141 tokens that arrive are for. */
import type { RawArgs } from '@research-hub/compiler/host'
import { credit, holdToken } from '../../common/money/credits.js'
import {
  bookTokens,
  type ReceivedTokens,
  receiveTokens,
} from '../../common/money/receive-tokens.js'
import { tokenId } from '../../common/state/tokens.js'
import { anything, decodeJson, objectOf, oneOf } from '../../common/wire/decode.js'
import { emit, type JsonOf } from '../../common/wire/events.js'
import type { FtOnTransferArgs, TokenMessage } from '../../common/wire/interface.js'
import type * as wire from '../interface.js'
import { poolOnly, poolRevenue, releaseReturn } from '../rules/decoders.js'
import { loadConfig } from '../state/config.js'
import { takeSent } from './neighbours.js'
import { contribute, depositRevenue } from './pool-money.js'
import { returnRelease } from './pool-releases.js'

const decode = {
  contribution: objectOf<wire.PoolIdArgs>()(poolOnly),
  revenue: objectOf<wire.DepositRevenueArgs>()(poolRevenue),
  release: objectOf<wire.ReturnReleaseArgs>()(releaseReturn),
}

/** Takes tokens for what the message says, credit for none, and returns how much stays with the sender. */
export function takeTokens(raw: RawArgs<FtOnTransferArgs>): string {
  const received = receiveTokens(raw)
  if (received.msg === '') return toCredit(received)
  const json: JsonOf<TokenMessage<'contribute' | 'deposit_revenue' | 'return_release'>> =
    received.msg
  const { method, args } = decodeJson(json, {
    method: oneOf('contribute', 'deposit_revenue', 'return_release'),
    args: anything,
  })
  if (method === 'contribute') return toPool(received, args)
  return method === 'deposit_revenue' ? toRevenue(received, args) : toReturn(received, args)
}

function toCredit({ token, senderId, amount }: ReceivedTokens): string {
  holdToken(senderId, token)
  credit(senderId, token, amount)
  bookTokens(token, amount, 'credits')
  emit('deposited', { account_id: senderId, token: tokenId(token), amount: String(amount) })
  return '0'
}

function toPool({ token, senderId, amount }: ReceivedTokens, args: unknown): string {
  const { pool_id: id } = decode.contribution(args, 'args')
  const taken = contribute(id, senderId, token, amount)
  bookTokens(token, taken, 'locked')
  return String(amount - taken)
}

function toRevenue(received: ReceivedTokens, args: unknown): string {
  const { pool_id: id, outbox_id: outboxId } = decode.revenue(args, 'args')
  return takeSent(loadConfig().licensingId, outboxId, received, () =>
    depositRevenue(id, received.token, received.amount),
  )
}

function toReturn(received: ReceivedTokens, args: unknown): string {
  const { pool_id: id, cid, outbox_id: outboxId } = decode.release(args, 'args')
  return takeSent(loadConfig().competitionId, outboxId, received, () =>
    returnRelease(id, cid, received.token, received.amount),
  )
}
