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
import { leastRelease } from '../limits.js'
import { saveCompetition } from '../state/competition.js'
import { loadConfig } from '../state/config.js'
import { fundingBytes, loadFunding, removeFunding, saveFunding } from '../state/funding.js'
import { requireBeforeReveal, requirePhase, standingOf } from '../state/standing.js'

/** What tells a release of the ladder from anybody else's money. */
type Release = { readonly outbox_id: bigint | undefined; readonly pool_id: string | undefined }

type Funder = { readonly account_id: string | undefined; readonly pool_id: string | undefined }

/** No account id has a colon, so no account has the name of a pool. */
const poolPrefix = 'pool:'

/** The name under which a funder's record is. */
export function funderOf({ account_id: account, pool_id: pool }: Funder): string {
  if ((account === undefined) === (pool === undefined)) {
    fail('ERR_ARGS', 'pool_id', 'not alone with account_id')
  }
  return account ?? poolPrefix + pool
}

/** NEAR that came with the call. */
export function fundNear(cid: string, release: Release): void {
  const account = caller()
  const amount = attachedDeposit()
  const funder = funderIn(account, release)
  if (!isFirst(account, near, release.outbox_id)) {
    if (amount > 0n) transferWithCallback(account, amount, undefined)
    return
  }
  putIn(cid, funder, near, amount)
  changeTotals(near, { locked: amount })
}

/** Tokens that came with `ft_on_transfer`; returns what is not kept. */
export function fundTokens(
  cid: string,
  release: Release,
  senderId: string,
  token: TokenIndex,
  amount: bigint,
): bigint {
  const funder = funderIn(senderId, release)
  if (!isFirst(senderId, token, release.outbox_id)) return amount
  putIn(cid, funder, token, amount)
  bookTokens(token, amount, 'locked')
  return 0n
}

function funderIn(account: string, { outbox_id: outboxId, pool_id: poolId }: Release): string {
  if ((outboxId === undefined) !== (poolId === undefined)) {
    fail('ERR_ARGS', 'pool_id', 'not with outbox_id')
  }
  if (poolId === undefined) return account
  requireNeighbour(loadConfig().ladderId, account)
  return poolPrefix + poolId
}

function isFirst(account: string, token: TokenIndex, outboxId: bigint | undefined): boolean {
  return outboxId === undefined || acceptOnce(account, token, outboxId)
}

function isPool(funder: string): boolean {
  return funder.startsWith(poolPrefix)
}

function putIn(cid: string, account: string, token: TokenIndex, amount: bigint): void {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requireBeforeReveal(standing)
  if (token !== terms.token) fail('ERR_PRIZE_TOKEN', cid, tokenId(token))
  // A pool's record is nobody's storage, so that there may be a hundred of them at most.
  if (amount === 0n || (isPool(account) && amount * leastRelease < terms.prize)) {
    fail('ERR_FUND_AMOUNT', amount)
  }
  const before = loadFunding(cid, account)
  if (before === undefined && !isPool(account)) {
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
  const isToLadder = isOff && isPool(account)
  if (attachedDeposit() > 0n && !(isToLadder && terms.token !== near)) {
    fail('ERR_NOT_PAYABLE', 'refund')
  }
  removeFunding(cid, account)
  if (!isPool(account)) releaseRecords(account, fundingBytes(cid, account))
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
    send({
      targetId: loadConfig().ladderId,
      method: 'return_release',
      args: { cid, pool_id: account.slice(poolPrefix.length) },
      token,
      amount: given,
    })
  } else {
    credit(account, token, given)
    changeTotals(token, { locked: -given, credits: given })
  }
}
