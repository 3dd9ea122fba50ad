/** Entering: application, admission, withdrawal. */
import { attachedDeposit } from '@research-hub/compiler/host'
import { release, requireHolder } from '../../common/money/credits.js'
import { send } from '../../common/money/outbox.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { requireAscending } from '../rules/ascending.js'
import { hasBit, withBit } from '../rules/bits.js'
import { admissionCode, entryFlag, statusCode } from '../rules/codes.js'
import { sliceDown } from '../rules/money.js'
import { type Competition, saveCompetition } from '../state/competition.js'
import { loadConfig } from '../state/config.js'
import {
  admitEntry,
  type Entry,
  entryBytes,
  loadEntry,
  newEntry,
  removeEntry,
  requireApplied,
  requireEntry,
  saveEntry,
} from '../state/entry.js'
import { requireFrozen } from '../state/frozen.js'
import {
  requireBeforeReveal,
  requireNotFinal,
  requirePhase,
  type Standing,
  standingOf,
} from '../state/standing.js'
import { depositAndCharge, reservedBytes } from './entry-storage.js'
import { requireOrganiser } from './organiser.js'
import { returnUse, useSeat } from './seat.js'

export function apply(cid: string): string {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requirePhase(standing, 'registration')
  const account = caller()
  const attached = attachedDeposit()
  if (attached < terms.bondYocto) fail('ERR_BOND', attached, terms.bondYocto)
  if (loadEntry(cid, account) !== undefined) fail('ERR_ENTRY_EXISTS', account, cid)
  requireAdmissible(standing, account)
  const extraYocto = attached - terms.bondYocto
  const registeredBytes = depositAndCharge(account, reservedBytes(cid, account), extraYocto)
  if (terms.token !== near) requireHolder(account, terms.token)
  // Who finds no place waits for one that is left: nobody is shut out by who fills places and goes.
  const isAdmitted = terms.admission !== admissionCode.list && hasPlace(standing)
  const entryId = competition.lastEntryId + 1
  const status = isAdmitted ? statusCode.admitted : statusCode.applied
  saveEntry(cid, account, { ...newEntry, entryId, status })
  saveCompetition(cid, {
    ...competition,
    lastEntryId: entryId,
    live: competition.live + 1,
    admitted: competition.admitted + (isAdmitted ? 1 : 0),
  })
  const usedBytes = registeredBytes + entryBytes(cid, account)
  changeTotals(near, { locked: terms.bondYocto, storage: extraYocto, usedBytes })
  emit(isAdmitted ? 'entry_admitted' : 'entry_applied', {
    cid,
    account_id: account,
    entry_id: String(entryId),
  })
  return String(entryId)
}

function hasPlace({ terms, competition }: Standing): boolean {
  return competition.admitted < terms.maxEntrants
}

/** The caller, whose entry waits, takes a place that was left. */
export function takePlace(cid: string): void {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requirePhase(standing, 'registration', 'commit')
  const account = caller()
  if (terms.admission === admissionCode.list) fail('ERR_ADMISSION_LIST', cid)
  requireApplied(cid, account)
  if (!hasPlace(standing)) fail('ERR_FULL', cid, terms.maxEntrants)
  admitEntry(cid, account)
  saveCompetition(cid, { ...competition, admitted: competition.admitted + 1 })
  emit('place_taken', { cid, account_id: account })
}

function requireAdmissible({ cid, terms }: Standing, account: string): void {
  if (requireFrozen(cid).evaluators.indexOf(account) >= 0) {
    fail('ERR_EVALUATOR_ENTERS', account, cid)
  }
  if (terms.admission !== admissionCode.seat) return
  useSeat(terms, account)
}

function grantCredits({ cid, terms }: Standing, account: string): void {
  send({
    targetId: loadConfig().ladderId,
    method: 'grant_credits',
    args: { cid, account_id: account, amount: String(terms.resourceCredits) },
  })
}

export function admit(cid: string, accounts: readonly string[]): void {
  const standing = requireList(cid, accounts)
  // A place that comes too late to be used would only cost its entrant the forfeit.
  requirePhase(standing, 'registration')
  const { terms, competition } = standing
  if (competition.admitted + accounts.length > terms.maxEntrants) {
    fail('ERR_FULL', cid, terms.maxEntrants)
  }
  for (let i = 0; i < accounts.length; i++) admitEntry(cid, accounts[i] ?? '')
  saveCompetition(cid, { ...competition, admitted: competition.admitted + accounts.length })
  emit('entries_admitted', { cid, count: accounts.length })
}

export function deny(cid: string, accounts: readonly string[]): void {
  const { terms, competition } = requireList(cid, accounts)
  const { bondYocto } = terms
  let bytes = 0n
  for (let i = 0; i < accounts.length; i++) {
    const account = accounts[i] ?? ''
    requireApplied(cid, account)
    removeEntry(cid, account)
    release(account, reservedBytes(cid, account), bondYocto)
    bytes += entryBytes(cid, account)
  }
  const bonds = bondYocto * BigInt(accounts.length)
  changeTotals(near, { locked: -bonds, credits: bonds, usedBytes: -bytes })
  saveCompetition(cid, { ...competition, live: competition.live - accounts.length })
  emit('entries_denied', { cid, count: accounts.length })
}

function requireList(cid: string, accounts: readonly string[]): Standing {
  const standing = standingOf(cid)
  requireOrganiser(standing, false)
  requireBeforeReveal(standing)
  if (standing.terms.admission !== admissionCode.list) fail('ERR_ADMISSION', cid)
  requireAscending(accounts)
  return standing
}

/** Sends an admitted entry's resource credits, once its place can no longer be left for nothing. */
export function requestCredits(cid: string, account: string): void {
  const standing = standingOf(cid)
  requirePhase(standing, 'commit')
  const entry = requireEntry(cid, account)
  const isDue = entry.status === statusCode.admitted || entry.status === statusCode.committed
  const areSent = hasBit(entry.flags, entryFlag.creditsSent)
  if (!isDue || areSent || standing.terms.resourceCredits === 0n) {
    fail('ERR_NO_CREDITS', account)
  }
  saveEntry(cid, account, { ...entry, flags: withBit(entry.flags, entryFlag.creditsSent) })
  grantCredits(standing, account)
}

/**
 * A place is left for nothing until registration ends, and then at a part of the bond, until commitments end. Who
 * waits for one may leave at any time before results are final. Credits that came with the place go back.
 */
export function withdrawEntry(cid: string): void {
  const standing = standingOf(cid)
  const account = caller()
  const entry = requireEntry(cid, account)
  const { status } = entry
  if (status === statusCode.applied) requireNotFinal(standing)
  else requireBeforeReveal(standing)
  if (status === statusCode.withdrawn) fail('ERR_ENTRY_STATUS', 'withdrawn', 'admitted')
  const isLate = status !== statusCode.applied && standing.moment.phase === 'commit'
  saveCompetition(
    cid,
    isLate ? giveUp(standing, account, entry) : takeOut(standing, account, entry),
  )
  emit('entry_withdrawn', { cid, account_id: account })
  if (hasBit(entry.flags, entryFlag.creditsSent)) takeCreditsBack(standing, account)
}

/** Leaves a place late: the record stays, and with it what the winners share when there are results. */
function giveUp({ cid, terms, competition }: Standing, account: string, entry: Entry): Competition {
  const backYocto = terms.bondYocto - sliceDown(terms.bondYocto, terms.forfeitBps)
  saveEntry(cid, account, { ...entry, status: statusCode.withdrawn })
  release(account, 0n, backYocto)
  changeTotals(near, { locked: -backYocto, credits: backYocto })
  return {
    ...competition,
    admitted: competition.admitted - 1,
    withdrawn: competition.withdrawn + 1,
  }
}

/** Removes an entry: the whole bond and all storage go back. */
function takeOut(
  { cid, terms, competition }: Standing,
  account: string,
  entry: Entry,
): Competition {
  removeEntry(cid, account)
  if (terms.admission === admissionCode.seat) returnUse(account)
  release(account, reservedBytes(cid, account), terms.bondYocto)
  changeTotals(near, {
    locked: -terms.bondYocto,
    credits: terms.bondYocto,
    usedBytes: -entryBytes(cid, account),
  })
  return {
    ...competition,
    live: competition.live - 1,
    admitted: competition.admitted - (entry.status === statusCode.applied ? 0 : 1),
  }
}

function takeCreditsBack({ cid, terms }: Standing, account: string): void {
  send({
    targetId: loadConfig().ladderId,
    method: 'return_credits',
    args: { cid, account_id: account, amount: String(terms.resourceCredits) },
  })
}
