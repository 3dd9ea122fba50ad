/** Prize escrow: putting in, and getting back. */
import { attachedDeposit, blockTimestamp } from '@research-hub/compiler/host'
import { chargeRecords, credit, releaseRecords, requireHolder } from '../../common/money/credits.js'
import { send } from '../../common/money/outbox.js'
import { bookTokens } from '../../common/money/receive-tokens.js'
import { transferWithCallback } from '../../common/money/transfers.js'
import { acceptOnce } from '../../common/state/inbox.js'
import { tokenId } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller, requireNeighbour } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { saveCompetition } from '../state/competition.js'
import { loadConfig } from '../state/config.js'
import { fundingBytes, loadFunding, removeFunding, saveFunding } from '../state/funding.js'
import { requireBeforeReveal, requirePhase, standingOf } from '../state/standing.js'

/** NEAR that came with the call. */
export function fundNear(cid: string, outboxId: bigint | undefined): void {
  const account = caller()
  const amount = attachedDeposit()
  if (!isFirst(account, near, outboxId)) {
    if (amount > 0n) transferWithCallback(account, amount, undefined)
    return
  }
  putIn(cid, account, near, amount)
  changeTotals(near, { locked: amount })
}

/** Tokens that came with `ft_on_transfer`; returns what is not kept. */
export function fundTokens(
  cid: string,
  outboxId: bigint | undefined,
  senderId: string,
  token: TokenIndex,
  amount: bigint,
): bigint {
  if (!isFirst(senderId, token, outboxId)) return amount
  putIn(cid, senderId, token, amount)
  bookTokens(token, amount, 'locked')
  return 0n
}

function isFirst(account: string, token: TokenIndex, outboxId: bigint | undefined): boolean {
  if (outboxId === undefined) return true
  requireNeighbour(loadConfig().ladderId, account)
  return acceptOnce(account, token, outboxId)
}

function putIn(cid: string, account: string, token: TokenIndex, amount: bigint): void {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requireBeforeReveal(standing)
  if (token !== terms.token) fail('ERR_PRIZE_TOKEN', cid, tokenId(token))
  if (amount === 0n) fail('ERR_FUND_AMOUNT')
  const isLadder = account === loadConfig().ladderId
  const before = loadFunding(cid, account)
  if (before === undefined && !isLadder) {
    requireHolder(account, token)
    chargeRecords(account, fundingBytes(cid, account))
  }
  saveFunding(cid, account, (before ?? 0n) + amount)
  const escrow = competition.escrow + amount
  const isOpening = competition.openedAtNs === 0n && escrow >= terms.prize
  saveCompetition(cid, {
    ...competition,
    escrow,
    funders: competition.funders + (before === undefined ? 1 : 0),
    openedAtNs: isOpening ? blockTimestamp() : competition.openedAtNs,
  })
  emit('funded', { cid, account_id: account, amount: String(amount), escrow: String(escrow) })
  if (isOpening) emit('comp_opened', { cid })
}

/** What an account gave, back to it when the competition is off; its record goes in any case. */
export function refund(cid: string, account: string): void {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requirePhase(standing, 'cancelled', 'void', 'final', 'closed')
  const given = loadFunding(cid, account) ?? fail('ERR_FUNDING_NOT_FOUND', account, cid)
  const isOff = competition.finalisedAtNs === 0n
  const { ladderId } = loadConfig()
  const isToLadder = isOff && account === ladderId
  if (attachedDeposit() > 0n && !(isToLadder && terms.token !== near)) {
    fail('ERR_NOT_PAYABLE', 'refund')
  }
  removeFunding(cid, account)
  if (account !== ladderId) releaseRecords(account, fundingBytes(cid, account))
  saveCompetition(cid, {
    ...competition,
    funders: competition.funders - 1,
    escrow: isOff ? competition.escrow - given : competition.escrow,
  })
  if (!isOff) return
  emit('refunded', { cid, account_id: account, amount: String(given) })
  const { token } = terms
  if (isToLadder) {
    changeTotals(token, { locked: -given, outbox: given })
    send({ targetId: ladderId, method: 'return_release', args: { cid }, token, amount: given })
  } else {
    credit(account, token, given)
    changeTotals(token, { locked: -given, credits: given })
  }
}
