/** Crediting what a settlement moved. */
import { u128Read, utf8Decode } from '@research-hub/compiler/host'
import { credit } from '../../common/money/credits.js'
import { loadAccount } from '../../common/state/account.js'
import { loadTokenCredit } from '../../common/state/token-credit.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { at, decodeChannel } from '../state/channel.js'
import { addFees } from '../state/fees.js'
import { addRoyalty } from '../state/royalty.js'
import { assetOf, moved, newLaneBytes, part } from './rise.js'

export function tokenOf(record: Uint8Array): TokenIndex {
  return (record[at.token] ?? 0) | ((record[at.token + 1] ?? 0) << 8)
}

export function payeeOf(record: Uint8Array): string {
  const from = at.payee + 1
  return utf8Decode(record.subarray(from, from + (record[at.payee] ?? 0)))
}

export function canHold(accountId: string, token: TokenIndex): boolean {
  return token === near
    ? loadAccount(accountId) !== undefined
    : loadTokenCredit(token, accountId) !== undefined
}

/** Credits the parts of the last `commit`: payee and watchtower at once, fee and royalty for later. */
export function payMoved(record: Uint8Array): void {
  const token = tokenOf(record)
  const payeeId = payeeOf(record)
  const toPayee = u128Read(moved, part.payee)
  const tip = payTip(record, token, toPayee)
  credit(payeeId, token, toPayee - tip)
  addFees(token, u128Read(moved, part.fee))
  const assetId = assetOf(record)
  if (assetId !== undefined) addRoyalty(token, assetId, u128Read(moved, part.royalty))
  bookSettled(token, toPayee)
}

/** Books what payees were credited, and the lanes that were settled for the first time. */
export function bookSettled(token: TokenIndex, toPayees: bigint): void {
  const usedBytes = newLaneBytes()
  if (token === near) changeTotals(near, { locked: -toPayees, credits: toPayees, usedBytes })
  else {
    changeTotals(token, { locked: -toPayees, credits: toPayees })
    if (usedBytes > 0n) changeTotals(near, { usedBytes })
  }
}

/**
 * What a channel that is closing pays, out of the payee's part, to whoever settles in the payee's stead.
 * Without a tip agreed at open, or without an account here, there is none.
 */
function payTip(record: Uint8Array, token: TokenIndex, toPayee: bigint): bigint {
  const tipBps = (record[at.tipBps] ?? 0) | ((record[at.tipBps + 1] ?? 0) << 8)
  if (tipBps === 0) return 0n
  const channel = decodeChannel(record)
  if (channel.closeAtNs === 0n) return 0n
  const account = caller()
  if (account === channel.payeeId || account === channel.payerId) return 0n
  if (!canHold(account, token)) return 0n
  const tip = (toPayee * BigInt(tipBps)) / 10_000n
  credit(account, token, tip)
  return tip
}
