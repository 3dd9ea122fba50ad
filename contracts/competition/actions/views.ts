/** What views answer. */
import { hexEncode } from '@research-hub/compiler/host'
import { tokenId } from '../../common/state/tokens.js'
import type * as wire from '../interface.js'
import { unbondDelayS, version } from '../limits.js'
import { hasBit } from '../rules/bits.js'
import { entryFlag, isShown, statusCode, statusName } from '../rules/codes.js'
import { numberAt, unpackNumbers } from '../rules/numbers.js'
import { seedAtNs } from '../rules/phase.js'
import type { Artifact } from '../state/artifact.js'
import type { Competition } from '../state/competition.js'
import { loadConfig } from '../state/config.js'
import type { Enrolment } from '../state/enrolment.js'
import type { Entry } from '../state/entry.js'
import type { Evaluator } from '../state/evaluator.js'
import { requireFrozen } from '../state/frozen.js'
import type { Series } from '../state/series.js'
import type { Slot } from '../state/slot.js'
import type { Standing } from '../state/standing.js'
import { drawnFor } from './committee.js'

export function paramsView(): wire.ParamsView {
  const { ladderId, licensingId, lastSeriesId, lastCid, tiers } = loadConfig()
  return {
    version,
    ladder_id: ladderId,
    licensing_id: licensingId,
    last_series_id: String(lastSeriesId),
    last_cid: String(lastCid),
    unbond_delay_s: unbondDelayS,
    tiers,
  }
}

export function seriesView(seriesId: string, series: Series): wire.SeriesView {
  return {
    series_id: seriesId,
    owner_id: series.ownerId,
    period_s: series.periodS,
    next_start_ns: String(series.nextStartNs),
    is_ended: series.isEnded,
    tip: String(series.tipYocto),
    tips: String(series.tipsYocto),
    last_cid: String(series.lastCid),
    template_hash: hexEncode(series.templateHash),
  }
}

export function competitionView(standing: Standing): wire.CompetitionView {
  const { cid, terms, competition, moment } = standing
  const { openedAtNs } = competition
  return {
    cid,
    series_id: String(terms.seriesId),
    phase: moment.phase,
    phase_ends_at_ns: String(moment.endsAtNs),
    config_hash: hexEncode(terms.configHash),
    tier: terms.tier,
    token: tokenId(terms.token),
    rolled_at_ns: String(terms.rolledAtNs),
    opened_at_ns: String(openedAtNs),
    seed_at_ns: String(openedAtNs === 0n ? 0n : seedAtNs(openedAtNs, terms)),
    seed: hexEncode(competition.seed),
    seed_height: String(competition.seedHeight),
    prize_escrow: String(competition.escrow),
    bond: String(terms.bondYocto),
    entries: competition.live,
    admitted: competition.admitted,
    committed: competition.commits,
    revealed: competition.revealed,
    withdrawn: competition.withdrawn,
    quorate: competition.quorate,
    tallied: competition.tallied,
    ranked: competition.ranked,
    below_baseline: competition.below,
    duplicates: competition.duplicates,
    funders: competition.funders,
    evaluators_enrolled: competition.enrolled,
    finalised_at_ns: String(competition.finalisedAtNs),
    results_root: hexEncode(competition.resultsRoot),
    places: competition.places,
    forfeited: String(competition.forfeitedYocto),
    fees: String(competition.fees),
    residual_prize: String(competition.residualPrize),
    residual_forfeited: String(competition.residualYocto),
  }
}

export function entryView(cid: string, accountId: string, entry: Entry): wire.EntryView {
  const isCommitted = entry.commitHeight > 0n
  const scores = unpackNumbers(entry.scores)
  const isRevealed = isShown(entry.status)
  const isScored = isRevealed && entry.status > statusCode.unscored
  return {
    cid,
    entry_id: String(entry.entryId),
    account_id: accountId,
    status: statusName(entry.status),
    sequence: isCommitted ? entry.sequence : -1,
    commit_height: String(entry.commitHeight),
    artifact_root: isRevealed ? hexEncode(entry.hash) : null,
    manifest_root: isRevealed ? hexEncode(entry.manifestRoot) : null,
    scores: scores.map((score, i) => (hasBit(entry.scoredMask, i) ? score : -1)),
    score: isScored ? entry.score : -1,
    flagged: scores.map((_score, i) => hasBit(entry.flaggedMask, i)),
    prize_rank: entry.prizeRank,
    is_paid: hasBit(entry.flags, entryFlag.paid),
    is_registered: hasBit(entry.flags, entryFlag.registered),
  }
}

export function evaluatorView(accountId: string, evaluator: Evaluator): wire.EvaluatorView {
  return {
    account_id: accountId,
    bond: String(evaluator.bondYocto),
    staked: String(evaluator.stakedYocto),
    unbonding: String(evaluator.unbondingYocto),
    unbond_at_ns: String(evaluator.unbondAtNs),
    last_round_ns: String(evaluator.lastRoundNs),
    rounds: evaluator.rounds,
    missed: evaluator.missed,
    flagged: evaluator.flagged,
  }
}

export function phaseView({ moment }: Standing): wire.PhaseView {
  return { phase: moment.phase, ends_at_ns: String(moment.endsAtNs) }
}

export function enrolmentView(
  { index, saltHash, isSaltRevealed }: Enrolment,
  { missed, flagged, earned }: Competition,
): wire.EnrolmentView {
  return {
    index,
    salt_hash: hexEncode(saltHash),
    is_salt_revealed: isSaltRevealed,
    missed: numberAt(missed, index),
    flagged: numberAt(flagged, index),
    earned: numberAt(earned, index),
  }
}

export function scoresView({ commitment, isRevealed, scores }: Slot): wire.ScoresView {
  return {
    commitment: hexEncode(commitment),
    is_revealed: isRevealed,
    scores: isRevealed ? unpackNumbers(scores) : [],
  }
}

export function artifactView(found: Artifact): wire.ArtifactView {
  return {
    account_id: found.accountId,
    cid: String(found.cid),
    commit_height: String(found.commitHeight),
    is_ranked: found.isRanked,
    kept_until_ns: String(found.keptUntilNs),
  }
}

/** Those drawn for an entry, by account. */
export function committeeView(standing: Standing, entrant: string): wire.CommitteeView {
  const { evaluators } = requireFrozen(standing.cid)
  const seats = drawnFor(standing, entrant).map((seat) => evaluators[seat] ?? '')
  const { committee } = standing.terms
  return { judges: seats.slice(0, committee), reserves: seats.slice(committee) }
}
