/** Adding to a channel's deposit; only while it is open, so that no top-up can delay a close. */
import { hexEncode } from '@research-hub/compiler/host'
import { debit } from '../../common/money/credits.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { saveChannel } from '../state/channel.js'
import { requireChannel, requireOpen } from './checks.js'

/** Adds to the record only; the caller says where the money came from. */
export function raiseDeposit(id: Uint8Array, token: TokenIndex, added: bigint): void {
  const channel = requireChannel(id)
  requireOpen(id, channel)
  if (channel.token !== token) fail('ERR_TOKEN_MISMATCH', tokenId(channel.token), tokenId(token))
  if (added === 0n) fail('ERR_DEPOSIT_TOO_SMALL', 0n, 1n)
  const deposit = channel.deposit + added
  saveChannel(id, { ...channel, deposit })
  emit('channel_topped_up', { channel_id: hexEncode(id), deposit: String(deposit) })
}

export function topUpAttached(id: Uint8Array, added: bigint): void {
  raiseDeposit(id, near, added)
  changeTotals(near, { locked: added })
}

/** From the caller's credit, whoever the payer is. */
export function topUpFromVault(id: Uint8Array, added: bigint): void {
  const { token } = requireChannel(id)
  raiseDeposit(id, token, added)
  debit(caller(), token, added)
  changeTotals(token, { credits: -added, locked: added })
}
