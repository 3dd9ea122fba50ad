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
import { maxEvaluators } from '../limits.js'
import { hasBit, withBit } from '../rules/bits.js'
import { endCode, statusCode, statusName } from '../rules/codes.js'
import { penaltyOf, placesOf, residualOf, sliceDown, weightSumOf } from '../rules/money.js'
import { unpackNumbers, withChange } from '../rules/numbers.js'
import { isOutside, medianDown } from '../rules/scores.js'
import { type Competition, saveCompetition } from '../state/competition.js'
import { loadConfig } from '../state/config.js'
import { type Entry, requireEntry, requireStatus, saveEntry } from '../state/entry.js'
import { requireFrozen } from '../state/frozen.js'
import { leaderboard } from '../state/leaderboard.js'
import { requireBeforeReveal, requirePhase, type Standing, standingOf } from '../state/standing.js'
import type { Terms } from '../state/terms.js'
import { holdsArtifact } from './artifact.js'
import { requireOrganiser } from './organiser.js'

/** Ranks a revealed entry by its median, or says why it is not ranked. */
export function tally(cid: string, account: string): void {
  const standing = standingOf(cid)
  requirePhase(standing, 'challenge', 'results')
  const entry = requireEntry(cid, account)
  requireStatus(entry, statusCode.revealed)
  const { competition } = standing
  const after = judge(standing, entry, account)
  saveEntry(cid, account, after)
  if (after.status === statusCode.ranked) {
    const key = leaderboardKey(after.score, after.sequence)
    changeTotals(near, { usedBytes: grownBytes(() => insert(leaderboard(cid), key, account)) })
  }
  saveCompetition(cid, {
    ...competition,
    tallied: competition.tallied + 1,
    ranked: competition.ranked + (after.status === statusCode.ranked ? 1 : 0),
    below: competition.below + (after.status === statusCode.below_baseline ? 1 : 0),
    duplicates: competition.duplicates + (after.status === statusCode.duplicate ? 1 : 0),
    flagged: withFlags(competition.flagged, after.flaggedMask),
  })
  emit('entry_scored', {
    cid,
    account_id: account,
    status: statusName(after.status),
    score: after.score,
  })
}

function judge({ cid, terms }: Standing, entry: Entry, account: string): Entry {
  const all = unpackNumbers(entry.scores)
  const scores = all.filter((_score, i) => hasBit(entry.scoredMask, i))
  const isQuorate = scores.length >= terms.quorum
  const score = isQuorate ? medianDown(scores) : 0
  let flaggedMask = 0
  all.forEach((each, i) => {
    const isScored = isQuorate && hasBit(entry.scoredMask, i)
    if (isScored && isOutside(each, score, terms.tolerance)) flaggedMask = withBit(flaggedMask, i)
  })
  const status = !holdsArtifact(cid, account, entry)
    ? statusCode.duplicate
    : !isQuorate
      ? statusCode.unscored
      : score < terms.baseline
        ? statusCode.below_baseline
        : statusCode.ranked
  return { ...entry, status, score, flaggedMask }
}

/** Counts of flags with those of a mask added. */
function withFlags(flagged: Uint8Array, mask: number): Uint8Array {
  let after = flagged
  for (let i = 0; i < maxEvaluators; i++) if (hasBit(mask, i)) after = withChange(after, i, 1)
  return after
}

/** Fixes root, places and money for good. */
export function finalise(cid: string): string {
  const standing = standingOf(cid)
  const { terms, competition } = standing
  requireTallied(standing)
  if (competition.ranked < terms.minRanked) {
    fail('ERR_TOO_FEW_RANKED', competition.ranked, terms.minRanked)
  }
  const weights = requireFrozen(cid).prize_weights
  const places = placesOf(competition.ranked, weights)
  const forfeitedYocto = forfeitsOf(terms, competition)
  const resultsRoot = rootHash(leaderboard(cid))
  const finalisedAtNs = blockTimestamp()
  saveCompetition(cid, {
    ...competition,
    finalisedAtNs,
    resultsRoot,
    places,
    weightSum: weightSumOf(weights, places),
    forfeitedYocto,
    residualPrize: residualOf(competition.escrow, weights, places),
    residualYocto: residualOf(forfeitedYocto, weights, places),
  })
  const root = hexEncode(resultsRoot)
  emit('comp_final', { cid, results_root: root, ranked: competition.ranked })
  send({
    targetId: loadConfig().ladderId,
    method: 'on_final',
    args: {
      cid,
      tier: terms.tier,
      results_root: root,
      ranked: competition.ranked,
      finalised_at_ns: String(finalisedAtNs),
    },
  })
  return root
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

function forfeitsOf(terms: Terms, competition: Competition): bigint {
  const { admitted, revealed, duplicates, below, pending } = competition
  const { bondYocto, penaltyYocto, evaluatorBondYocto } = terms
  let sum = BigInt(admitted - revealed + duplicates) * sliceDown(bondYocto, terms.forfeitBps)
  sum += BigInt(below) * sliceDown(bondYocto, terms.belowBps)
  for (const count of unpackNumbers(pending))
    sum += penaltyOf(count, penaltyYocto, evaluatorBondYocto)
  return sum
}

export function cancel(cid: string): void {
  const standing = standingOf(cid)
  requireOrganiser(standing, true)
  requireBeforeReveal(standing)
  saveCompetition(cid, { ...standing.competition, end: endCode.cancelled })
  emit('comp_cancelled', { cid })
}

/** Ends what can have no results, so that everything goes back. */
export function voidCompetition(cid: string): void {
  const standing = standingOf(cid)
  const { terms, competition, moment } = standing
  if (moment.phase !== 'failed') {
    if (moment.phase !== 'results') fail('ERR_NOT_VOID', cid)
    requireTallied(standing)
    if (competition.ranked >= terms.minRanked) fail('ERR_NOT_VOID', cid)
  }
  saveCompetition(cid, { ...competition, end: endCode.void })
  emit('comp_voided', { cid })
}
