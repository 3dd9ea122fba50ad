/** What neighbours and tokens send. */

import { utf8Encode } from '@research-hub/compiler/host'
import { credit, holdToken } from '../../common/money/credits.js'
import { bookTokens, receiveTokens } from '../../common/money/receive-tokens.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { acceptOnce } from '../../common/state/inbox.js'
import { caller } from '../../common/wire/caller.js'
import { decodeArgs, optional, u64 } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../../common/wire/fail.js'
import { failCompetition } from '../errors.js'
import { features } from '../limits.js'
import { loadSettings } from '../state/config.js'
import { loadSeat, saveSeat } from '../state/seat.js'
import { fundTokens } from './fund.js'

/** Notes a seat; an older season never replaces a later one. */
export function admitSeat(
  tier: number,
  account: string,
  season: number,
  outboxId: bigint,
): boolean {
  const sender = caller()
  if (sender !== loadSettings().ladderId) fail('ERR_NOT_NEIGHBOUR', sender)
  if (!acceptOnce(sender, outboxId)) return false
  if (season >= (loadSeat(tier, account) ?? 0)) saveSeat(tier, account, season)
  emit('seat_admitted', { tier, account_id: account, season })
  return true
}

/** Returns the amount that is not kept. */
export function onTokens(raw: Uint8Array): string {
  const { token, senderId, amount, msg } = receiveTokens(raw)
  const { method, args } = parse(msg)
  if (method === 'fund') {
    requireNotPaused(features.fund, 'fund')
    const { cid, outbox_id } = decodeArgs(args, { cid: u64, outbox_id: optional(u64) })
    return String(fundTokens(String(cid), outbox_id, senderId, token, amount))
  }
  if (method !== 'deposit') failCompetition('ERR_TRANSFER_MESSAGE', 'for another method')
  decodeArgs(args, {})
  holdToken(senderId, token)
  credit(senderId, token, amount)
  bookTokens(token, amount, 'credits')
  return '0'
}

function parse(msg: string): { readonly method: string; readonly args: Uint8Array } {
  let value: unknown
  try {
    value = JSON.parse(msg)
  } catch (_error) {
    failCompetition('ERR_TRANSFER_MESSAGE', 'not JSON')
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    failCompetition('ERR_TRANSFER_MESSAGE', 'not a JSON object')
  }
  const { method, args, ...rest } = value as Record<string, unknown>
  if (typeof method !== 'string' || Object.keys(rest).length > 0) {
    failCompetition('ERR_TRANSFER_MESSAGE', 'not of a method and args alone')
  }
  return { method, args: utf8Encode(JSON.stringify(args ?? {})) }
}
