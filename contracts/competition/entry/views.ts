/** Views. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { accountId, decodeArgs } from '../../common/wire/decode.js'
import { funderOf } from '../actions/fund.js'
import {
  artifactView,
  committeeView,
  competitionView,
  enrolmentView,
  entryView,
  evaluatorView,
  paramsView,
  phaseView,
  scoresView,
  seriesView,
} from '../actions/views.js'
import type * as wire from '../interface.js'
import {
  byAccount,
  byCid,
  byEvaluator,
  byFunder,
  bySlot,
  hash,
  id,
  tierNumber,
} from '../rules/decoders.js'
import { loadArtifact } from '../state/artifact.js'
import { requireCompetition } from '../state/competition.js'
import { isCreator } from '../state/creator.js'
import { loadEnrolment } from '../state/enrolment.js'
import { loadEntry } from '../state/entry.js'
import { loadEvaluator } from '../state/evaluator.js'
import { requireFrozen } from '../state/frozen.js'
import { loadFunding } from '../state/funding.js'
import { loadSeat } from '../state/seat.js'
import { requireSeries } from '../state/series.js'
import { loadSlot } from '../state/slot.js'
import { standingOf } from '../state/standing.js'

/**
 * Neighbours, last ids, constants.
 * @view
 */
export function params(raw: RawArgs<wire.NoArgs> = input()): wire.ParamsView {
  decodeArgs(raw, {})
  return reply(paramsView())
}

/**
 * Whether an account may create series.
 * @view
 */
export function is_creator(raw: RawArgs<wire.AccountArgs> = input()): boolean {
  return reply(isCreator(decodeArgs(raw, { account_id: accountId }).account_id))
}

/**
 * A series. Errors: ERR_SERIES_NOT_FOUND.
 * @view
 */
export function series(raw: RawArgs<wire.SeriesIdArgs> = input()): wire.SeriesView {
  const { series_id: seriesId } = decodeArgs(raw, { series_id: id })
  return reply(seriesView(seriesId, requireSeries(seriesId)))
}

/**
 * A competition as it stands. Errors: ERR_COMPETITION_NOT_FOUND.
 * @view
 */
export function competition(raw: RawArgs<wire.CidArgs> = input()): wire.CompetitionView {
  return reply(competitionView(standingOf(decodeArgs(raw, byCid).cid)))
}

/**
 * The frozen configuration. Errors: ERR_COMPETITION_NOT_FOUND.
 * @view
 */
export function config(raw: RawArgs<wire.CidArgs> = input()): wire.CompetitionConfig {
  return reply(requireFrozen(decodeArgs(raw, byCid).cid))
}

/**
 * The phase, and when it ends. Errors: ERR_COMPETITION_NOT_FOUND.
 * @view
 */
export function phase(raw: RawArgs<wire.CidArgs> = input()): wire.PhaseView {
  return reply(phaseView(standingOf(decodeArgs(raw, byCid).cid)))
}

/**
 * An entry, or null.
 * @view
 */
export function entry(raw: RawArgs<wire.CidAccountArgs> = input()): wire.EntryView | null {
  const args = decodeArgs(raw, byAccount)
  const entry = loadEntry(args.cid, args.account_id)
  return reply(entry === undefined ? null : entryView(args.cid, args.account_id, entry))
}

/**
 * Bond and record of an evaluator, or null.
 * @view
 */
export function evaluator(raw: RawArgs<wire.AccountArgs> = input()): wire.EvaluatorView | null {
  const account = decodeArgs(raw, { account_id: accountId }).account_id
  const evaluator = loadEvaluator(account)
  return reply(evaluator === undefined ? null : evaluatorView(account, evaluator))
}

/**
 * An evaluator's part in a competition, or null.
 * @view
 */
export function enrolment(
  raw: RawArgs<wire.CidEvaluatorArgs> = input(),
): wire.EnrolmentView | null {
  const args = decodeArgs(raw, byEvaluator)
  const enrolment = loadEnrolment(args.cid, args.evaluator_id)
  if (enrolment === undefined) return reply(null)
  return reply(enrolmentView(enrolment, requireCompetition(args.cid)))
}

/**
 * Who is drawn to judge an entry. Errors: ERR_COMPETITION_NOT_FOUND, ERR_SEED_MISSING.
 * @view
 */
export function committee(raw: RawArgs<wire.CidAccountArgs> = input()): wire.CommitteeView {
  const args = decodeArgs(raw, byAccount)
  return reply(committeeView(standingOf(args.cid), args.account_id))
}

/**
 * An evaluator's scores of an entry, or null.
 * @view
 */
export function scores(raw: RawArgs<wire.SlotArgs> = input()): wire.ScoresView | null {
  const args = decodeArgs(raw, bySlot)
  const slot = loadSlot(args.cid, args.account_id, args.evaluator_id)
  return reply(slot === undefined ? null : scoresView(slot))
}

/**
 * What an account, or a pool of the ladder, has in a competition's escrow.
 * @view
 */
export function funding(raw: RawArgs<wire.FunderArgs> = input()): wire.DecimalU128 {
  const args = decodeArgs(raw, byFunder)
  return reply(String(loadFunding(args.cid, funderOf(args)) ?? 0n))
}

/**
 * Who holds an artefact root, or null.
 * @view
 */
export function artifact(raw: RawArgs<wire.ArtifactArgs> = input()): wire.ArtifactView | null {
  const found = loadArtifact(decodeArgs(raw, { artifact_root: hash }).artifact_root)
  return reply(found === undefined ? null : artifactView(found))
}

/**
 * The season of an account's seat, or null.
 * @view
 */
export function seat(raw: RawArgs<wire.SeatArgs> = input()): number | null {
  const args = decodeArgs(raw, { tier: tierNumber, account_id: accountId })
  return reply(loadSeat(args.tier, args.account_id)?.season ?? null)
}
