/** What neighbours and tokens send. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { credit, holdToken } from '../../common/money/credits.js'
import { bookTokens, receiveTokens } from '../../common/money/receive-tokens.js'
import { acceptOnce } from '../../common/state/inbox.js'
import { near } from '../../common/state/totals.js'
import { requireNeighbour } from '../../common/wire/caller.js'
import { accountId, decodeArgs, integer, u64 } from '../../common/wire/decode.js'
import { fundTokens } from '../actions/fund.js'
import * as seats from '../actions/seat.js'
import { fail } from '../errors.js'
import type * as wire from '../interface.js'
import { funding, tierNumber } from '../rules/decoders.js'
import { parseTransferMessage } from '../rules/transfer-message.js'
import { loadConfig } from '../state/config.js'

/**
 * Notes an account's present seat, or that it has none. The ladder only, once an outbox id. Errors: ERR_NOT_NEIGHBOUR.
 */
export function admit_seat(raw: RawArgs<wire.AdmitSeatArgs> = input()): boolean {
  refuseDeposit('admit_seat')
  const args = decodeArgs(raw, {
    tier: tierNumber,
    account_id: accountId,
    season: integer(0, 0x7fff_ffff),
    entries: integer(0, 65_535),
    outbox_id: u64,
  })
  const { ladderId } = loadConfig()
  requireNeighbour(ladderId)
  if (!acceptOnce(ladderId, near, args.outbox_id)) return reply(false)
  const { tier, season, entries, outbox_id: toldBy } = args
  seats.admitSeat(args.account_id, { tier, season, entries, toldBy })
  return reply(true)
}

/**
 * NEP-141 receiver: `fund` and `deposit`. Registered tokens. Errors: ERR_TRANSFER_MESSAGE, ERR_UNKNOWN_TOKEN and those of `fund`.
 */
export function ft_on_transfer(raw: RawArgs<wire.FtOnTransferArgs> = input()): wire.DecimalU128 {
  refuseDeposit('ft_on_transfer')
  const { token, senderId, amount, msg } = receiveTokens(raw)
  const { method, args } = parseTransferMessage(msg)
  if (method === 'fund') {
    const json: RawArgs<wire.FundArgs> = args
    const release = decodeArgs(json, funding)
    return reply(String(fundTokens(release.cid, release, senderId, token, amount)))
  }
  if (method !== 'deposit') fail('ERR_TRANSFER_MESSAGE', 'for another method')
  const none: RawArgs<wire.NoArgs> = args
  decodeArgs(none, {})
  holdToken(senderId, token)
  credit(senderId, token, amount)
  bookTokens(token, amount, 'credits')
  return reply('0')
}
