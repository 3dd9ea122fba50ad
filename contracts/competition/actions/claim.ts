/** What an entry gets in the end, and its removal. */
import { hexEncode } from '@research-hub/compiler/host'
import { credit, release, requireAccount } from '../../common/money/credits.js'
import { send } from '../../common/money/outbox.js'
import { grownBytes } from '../../common/state/records.js'
import { loadTokenCredit } from '../../common/state/token-credit.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { remove } from '../../common/trie/change.js'
import { leaderboardKey } from '../../common/trie/key.js'
import { rank } from '../../common/trie/query.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { hasBit, withBit } from '../rules/bits.js'
import { entryFlag, isShown, statusCode } from '../rules/codes.js'
import { shareDown, sliceDown } from '../rules/money.js'
import { isDead } from '../rules/phase.js'
import { type Competition, saveCompetition } from '../state/competition.js'
import { loadConfig } from '../state/config.js'
import { type Entry, entryBytes, removeEntry, requireEntry, saveEntry } from '../state/entry.js'
import { requireFrozen } from '../state/frozen.js'
import { leaderboard } from '../state/leaderboard.js'
import { requireOver, requirePhase, type Standing, standingOf } from '../state/standing.js'
import type { Terms } from '../state/terms.js'
import { endUse } from './artifact.js'
import { reservedBytes } from './entry-storage.js'

/**
 * Pays an entry of a final competition. A winner that cannot hold the prize's token yet keeps its
 * place and is paid by a later call, so that it holds up nobody else.
 */
export function claim(cid: string, account: string): void {
  const standing = standingOf(cid)
  requirePhase(standing, 'final', 'closed')
  const found = requireEntry(cid, account)
  if (hasBit(found.flags, entryFlag.paid)) fail('ERR_ALREADY_CLAIMED', account)
  const entry = fixPlace(standing, account, found)
  const { token } = standing.terms
  const { prize, nearYocto } = dueTo(standing, entry)
  if (prize > 0n && token !== near && loadTokenCredit(token, account) === undefined) {
    saveEntry(cid, account, entry)
    emit('claim_waits', { cid, account_id: account })
    return
  }
  saveEntry(cid, account, { ...entry, flags: withBit(entry.flags, entryFlag.paid) })
  const fromLocked = nearYocto + (token === near ? prize : 0n)
  credit(account, near, fromLocked)
  if (token !== near && prize > 0n) {
    credit(account, token, prize)
    changeTotals(token, { locked: -prize, credits: prize })
  }
  changeTotals(near, { locked: -fromLocked, credits: fromLocked })
  emit('reward_claimed', {
    cid,
    account_id: account,
    rank: entry.prizeRank,
    prize: String(prize),
    near: String(nearYocto),
  })
}

/** Notes which prize place an entry has, before anything is removed from the leaderboard. */
function fixPlace({ cid, competition }: Standing, account: string, entry: Entry): Entry {
  if (entry.status !== statusCode.ranked || entry.prizeRank > 0) return entry
  if (competition.placesFixed === competition.places) return entry
  const key = leaderboardKey(entry.score, entry.sequence)
  const prizeRank = rank(leaderboard(cid), key) ?? 0
  if (prizeRank === 0 || prizeRank > competition.places) return entry
  saveCompetition(cid, { ...competition, placesFixed: competition.placesFixed + 1 })
  emit('place_fixed', { cid, account_id: account, rank: prizeRank })
  return { ...entry, prizeRank }
}

function dueTo(
  { cid, terms, competition }: Standing,
  entry: Entry,
): { readonly prize: bigint; readonly nearYocto: bigint } {
  const bondYocto = heldOf(terms, entry) - forfeitOf(terms, entry)
  if (entry.prizeRank === 0) return { prize: 0n, nearYocto: bondYocto }
  const weight = requireFrozen(cid).prize_weights[entry.prizeRank - 1] ?? 0
  const isFirst = entry.prizeRank === 1
  const { escrow, fees, forfeitedYocto, weightSum } = competition
  return {
    prize: shareDown(escrow - fees, weight, weightSum) + (isFirst ? competition.residualPrize : 0n),
    nearYocto:
      bondYocto +
      shareDown(forfeitedYocto, weight, weightSum) +
      (isFirst ? competition.residualYocto : 0n),
  }
}

function forfeitOf({ bondYocto, forfeitBps, belowBps }: Terms, { status }: Entry): bigint {
  switch (status) {
    case statusCode.admitted:
    case statusCode.committed:
    case statusCode.duplicate:
    case statusCode.withdrawn:
      return sliceDown(bondYocto, forfeitBps)
    case statusCode.below_baseline:
      return sliceDown(bondYocto, belowBps)
    default:
      return 0n
  }
}

/** What is still held of an entry's bond. */
function heldOf(terms: Terms, { status }: Entry): bigint {
  return status === statusCode.withdrawn
    ? sliceDown(terms.bondYocto, terms.forfeitBps)
    : terms.bondYocto
}

/** The next part of what silence cost when evaluation came to nothing; the last takes what is left. */
function shareOf({ forfeitedYocto, sharesLeft }: Competition): bigint {
  return sharesLeft > 0 ? forfeitedYocto / BigInt(sharesLeft) : 0n
}

/** Removes an entry and frees its storage; when the competition is off, the bond goes back in full. */
export function closeEntry(cid: string, account: string): void {
  const standing = standingOf(cid)
  const { terms, competition, moment } = standing
  requireOver(standing)
  const entry = requireEntry(cid, account)
  const isOff = isDead(moment.phase)
  if (!isOff) {
    if (!hasBit(entry.flags, entryFlag.paid)) fail('ERR_ENTRY_STATUS', 'not paid', 'claim first')
    if (competition.placesFixed < competition.places) {
      fail('ERR_PRIZES_OPEN', competition.placesFixed, competition.places)
    }
  }
  const shareYocto = isOff && isShown(entry.status) ? shareOf(competition) : 0n
  const bondYocto = isOff ? heldOf(terms, entry) + shareYocto : 0n
  const isRanked = entry.status === statusCode.ranked
  let grown = -entryBytes(cid, account)
  removeEntry(cid, account)
  if (isRanked) {
    const key = leaderboardKey(entry.score, entry.sequence)
    grown += grownBytes(() => remove(leaderboard(cid), key))
  }
  const heldBytes = isShown(entry.status)
    ? endUse(cid, account, entry.hash, isRanked && !isOff)
    : 0n
  release(account, reservedBytes(cid, account) - heldBytes, bondYocto)
  changeTotals(near, { usedBytes: grown, locked: -bondYocto, credits: bondYocto })
  saveCompetition(cid, {
    ...competition,
    live: competition.live - 1,
    forfeitedYocto: competition.forfeitedYocto - shareYocto,
    sharesLeft: competition.sharesLeft - (isOff && isShown(entry.status) ? 1 : 0),
  })
  emit('entry_closed', { cid, account_id: account, bond: String(bondYocto) })
}

/** Tells licensing of a prize winner's artefact, once. */
export function registerWinner(cid: string, account: string): void {
  requirePhase(standingOf(cid), 'final', 'closed')
  const entry = requireEntry(cid, account)
  if (entry.prizeRank === 0) fail('ERR_NOT_WINNER', account)
  if (hasBit(entry.flags, entryFlag.registered)) fail('ERR_REGISTERED', account)
  requireAccount(account)
  saveEntry(cid, account, { ...entry, flags: withBit(entry.flags, entryFlag.registered) })
  emit('winner_registered', { cid, account_id: account })
  send({
    targetId: loadConfig().licensingId,
    method: 'register_from_entry',
    args: {
      cid,
      entry_id: String(entry.entryId),
      account_id: account,
      artifact_root: hexEncode(entry.hash),
      manifest_root: hexEncode(entry.manifestRoot),
    },
  })
}
