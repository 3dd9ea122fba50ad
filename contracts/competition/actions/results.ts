/** From scores to final results, or to void. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { send } from '../../common/money/outbox.js'
import { grownBytes } from '../../common/state/records.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { insert } from '../../common/trie/change.js'
import { leaderboardKey } from '../../common/trie/key.js'
import { rootHash } from '../../common/trie/query.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { hasBit, withBit } from '../rules/bits.js'
import { endCode, statusCode, statusName } from '../rules/codes.js'
import { placesOf, residualOf, sliceDown, weightSumOf } from '../rules/money.js'
import { numberAt, withChange } from '../rules/numbers.js'
import { isOutside, verdictDown } from '../rules/scores.js'
import { type Competition, saveCompetition } from '../state/competition.js'
import { loadConfig } from '../state/config.js'
import { type Entry, requireEntry, requireStatus, saveEntry } from '../state/entry.js'
import { requireFrozen } from '../state/frozen.js'
import { leaderboard } from '../state/leaderboard.js'
import { requireBeforeReveal, requirePhase, type Standing, standingOf } from '../state/standing.js'
import type { Terms } from '../state/terms.js'
import { holdsArtifact, takeArtifact } from './artifact.js'
import { drawnFor } from './committee.js'
import { requireOrganiser } from './organiser.js'
import { feesOf, penaltiesOf } from './penalty.js'

/** Ranks a revealed entry by its committee's scores, or says why it is not ranked; notes what evaluators did. */
export function tally(cid: string, account: string): void {
  const standing = standingOf(cid)
  requirePhase(standing, 'challenge', 'results')
  const entry = requireEntry(cid, account)
  requireStatus(entry, statusCode.revealed)
  const { competition } = standing
  const seats = drawnFor(standing, account)
  const verdict = verdictOf(standing, entry, seats)
  const after = judge(standing, entry, account, verdict)
  saveEntry(cid, account, after)
  if (after.status === statusCode.ranked) {
    takeArtifact(after.hash)
    const key = leaderboardKey(after.score, after.sequence)
    changeTotals(near, { usedBytes: grownBytes(() => insert(leaderboard(cid), key, account)) })
  }
  saveCompetition(cid, {
    ...competition,
    ...conductOf(competition, after, seats, verdict >= 0),
    tallied: competition.tallied + 1,
    quorate: competition.quorate + (verdict >= 0 ? 1 : 0),
    ranked: competition.ranked + (after.status === statusCode.ranked ? 1 : 0),
    below: competition.below + (after.status === statusCode.below_baseline ? 1 : 0),
    duplicates: competition.duplicates + (after.status === statusCode.duplicate ? 1 : 0),
  })
  emit('entry_scored', {
    cid,
    account_id: account,
    status: statusName(after.status),
    score: after.score,
    sequence: after.sequence,
  })
}

/** The score that an entry's committee comes to; -1 for none. */
function verdictOf({ terms }: Standing, entry: Entry, seats: readonly number[]): number {
  const scores: number[] = []
  for (const seat of seats) {
    if (hasBit(entry.scoredMask, seat)) scores.push(numberAt(entry.scores, seat))
  }
  return verdictDown(scores, terms.committee, terms.tolerance)
}

function judge({ cid, terms }: Standing, entry: Entry, account: string, verdict: number): Entry {
  const status = !holdsArtifact(cid, account, entry)
    ? statusCode.duplicate
    : verdict < 0
      ? statusCode.unscored
      : verdict < terms.baseline
        ? statusCode.below_baseline
        : statusCode.ranked
  let flaggedMask = 0
  for (let i = 0; verdict >= 0 && i < terms.evaluators; i++) {
    const isOutlier =
      hasBit(entry.scoredMask, i) && isOutside(numberAt(entry.scores, i), verdict, terms.tolerance)
    if (isOutlier) flaggedMask = withBit(flaggedMask, i)
  }
  return { ...entry, status, score: verdict < 0 ? 0 : verdict, flaggedMask }
}

/** Silence, outliers and scores that earn a fee, with those for one entry added. */
function conductOf(
  competition: Competition,
  { scoredMask, flaggedMask }: Entry,
  seats: readonly number[],
  isScored: boolean,
): Pick<Competition, 'missed' | 'flagged' | 'earned'> {
  let { missed, flagged, earned } = competition
  for (const seat of seats) {
    if (!hasBit(scoredMask, seat)) missed = withChange(missed, seat, 1)
    else if (hasBit(flaggedMask, seat)) flagged = withChange(flagged, seat, 1)
    else if (isScored) earned = withChange(earned, seat, 1)
  }
  return { missed, flagged, earned }
}

/** Fixes root, places and money for good. */
export function finalise(cid: string): string {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requireTallied(standing)
  if (isUndecided(standing)) fail('ERR_TOO_FEW_RANKED', competition.ranked, terms.minRanked)
  const weights = requireFrozen(cid).prize_weights
  const places = placesOf(competition.ranked, weights)
  const forfeitedYocto = forfeitsOf(terms, competition)
  const fees = feesOf(terms, competition)
  const resultsRoot = rootHash(leaderboard(cid))
  const finalisedAtNs = blockTimestamp()
  saveCompetition(cid, {
    ...competition,
    finalisedAtNs,
    resultsRoot,
    places,
    weightSum: weightSumOf(weights, places),
    forfeitedYocto,
    fees,
    residualPrize: residualOf(competition.escrow - fees, weights, places),
    residualYocto: residualOf(forfeitedYocto, weights, places),
  })
  const root = hexEncode(resultsRoot)
  emit('comp_final', { cid, results_root: root, ranked: competition.ranked })
  sendResults(cid, terms, root, competition.ranked, finalisedAtNs)
  return root
}

/** Tells the ladder again, which takes a competition's results once. */
export function announceResults(cid: string): void {
  const standing = standingOf(cid)
  requirePhase(standing, 'final', 'closed')
  const { terms, competition } = standing
  const { resultsRoot, ranked, finalisedAtNs } = competition
  sendResults(cid, terms, hexEncode(resultsRoot), ranked, finalisedAtNs)
}

function sendResults(
  cid: string,
  { seriesId, tier }: Terms,
  root: string,
  ranked: number,
  finalisedAtNs: bigint,
): void {
  send({
    targetId: loadConfig().ladderId,
    method: 'on_final',
    args: {
      cid,
      tier,
      series_id: String(seriesId),
      results_root: root,
      ranked,
      finalised_at_ns: String(finalisedAtNs),
    },
  })
}

/** Entries nobody tallied hold results up for a while only; they keep their bonds. */
function requireTallied(standing: Standing): void {
  requirePhase(standing, 'results')
  const { tallied, revealed } = standing.competition
  const { endsAtNs } = standing.moment
  if (tallied < revealed && endsAtNs > 0n) {
    fail('ERR_TALLY_OPEN', tallied, revealed, endsAtNs)
  }
}

/** Too few entries are ranked, or too few of those revealed were judged by a majority. */
function isUndecided({ terms, competition }: Standing): boolean {
  const { quorate, revealed, ranked } = competition
  return ranked < terms.minRanked || quorate * 10_000 < revealed * terms.quorumBps
}

function forfeitsOf(terms: Terms, competition: Competition): bigint {
  const { admitted, revealed, withdrawn, duplicates, below } = competition
  const { bondYocto } = terms
  const idle = admitted - revealed + withdrawn + duplicates
  return (
    BigInt(idle) * sliceDown(bondYocto, terms.forfeitBps) +
    BigInt(below) * sliceDown(bondYocto, terms.belowBps) +
    penaltiesOf(terms, competition)
  )
}

export function cancel(cid: string): void {
  const standing = standingOf(cid)
  requireOrganiser(standing, true)
  requireBeforeReveal(standing)
  saveCompetition(cid, { ...standing.competition, end: endCode.cancelled })
  emit('comp_cancelled', { cid })
}

/**
 * Ends what can have no results, so that everything goes back. When evaluators were to blame or there was too
 * little to rank, what silence and outliers cost them goes to those who revealed.
 */
export function voidCompetition(cid: string): void {
  const standing = standingOf(cid)
  const { terms, competition, moment } = standing
  let ended: Competition = { ...competition, end: endCode.void }
  if (moment.phase !== 'failed') {
    if (moment.phase !== 'results') fail('ERR_NOT_VOID', cid)
    requireTallied(standing)
    if (!isUndecided(standing)) fail('ERR_NOT_VOID', cid)
    const forfeitedYocto = penaltiesOf(terms, competition)
    ended = {
      ...competition,
      end: endCode.undecided,
      forfeitedYocto,
      sharesLeft: competition.revealed,
    }
  }
  saveCompetition(cid, ended)
  emit('comp_voided', { cid })
}
