/** Series and the life of competitions. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { requireNotPaused, requireOwner } from '../../common/state/governance.js'
import { tokenIndex } from '../../common/state/tokens.js'
import {
  accountId,
  boolean,
  decodeArgs,
  integer,
  optional,
  u64,
  u128,
} from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import * as ends from '../actions/clear.js'
import * as results from '../actions/results.js'
import * as rounds from '../actions/series.js'
import type * as wire from '../interface.js'
import { minPeriodS, pauseBits, yearS } from '../limits.js'
import { configShape, requireCoherent } from '../rules/config.js'
import { byCid, id } from '../rules/decoders.js'
import { loadConfig, saveConfig } from '../state/config.js'
import { setCreator } from '../state/creator.js'

const competitionConfig: typeof configShape = (value, name) => {
  const config = configShape(value, name)
  tokenIndex(config.token)
  requireCoherent(config, loadConfig().tiers)
  return config
}

/**
 * Says who may create series, besides the owner. Owner only. Errors: ERR_NOT_OWNER.
 */
export function set_creator(raw: RawArgs<wire.SetCreatorArgs> = input()): void {
  refuseDeposit('set_creator')
  const args = decodeArgs(raw, { account_id: accountId, allowed: boolean })
  requireOwner()
  setCreator(args.account_id, args.allowed)
  emit('creator_set', { account_id: args.account_id, allowed: args.allowed ? 1 : 0 })
}

/**
 * Says how many tiers the ladder has; competitions are for those. Owner only. Errors: ERR_NOT_OWNER.
 */
export function set_tiers(raw: RawArgs<wire.SetTiersArgs> = input()): void {
  refuseDeposit('set_tiers')
  const args = decodeArgs(raw, { tiers: integer(1, 16) })
  requireOwner()
  saveConfig({ ...loadConfig(), tiers: args.tiers })
  emit('tiers_set', { tiers: args.tiers })
}

/**
 * Makes a series of the caller, who pays its storage; what is attached is for tips. Owner or allowed creator. Errors: ERR_NOT_CREATOR, ERR_CONFIG, ERR_PAUSED, ERR_STORAGE_SHORT.
 * @payable
 */
export function create_series(raw: RawArgs<wire.CreateSeriesArgs> = input()): wire.DecimalU64 {
  const args = decodeArgs(raw, {
    config: competitionConfig,
    period_s: integer(minPeriodS, yearS),
    first_start_ns: optional(u64),
    tip: optional(u128),
  })
  requireNotPaused(pauseBits.create, 'create_series')
  const { config, period_s: periodS, first_start_ns: firstStartNs } = args
  return reply(rounds.createSeries(config, periodS, firstStartNs, args.tip ?? 0n))
}

/**
 * Changes the rules of later rolls. Series owner. Errors: ERR_NOT_SERIES_OWNER, ERR_CONFIG, ERR_STORAGE_SHORT.
 */
export function set_template(raw: RawArgs<wire.SetTemplateArgs> = input()): void {
  refuseDeposit('set_template')
  const args = decodeArgs(raw, { series_id: id, config: competitionConfig })
  rounds.setTemplate(args.series_id, args.config)
}

/**
 * Adds the attached NEAR to a series' tips. Anyone. Errors: ERR_SERIES_NOT_FOUND, ERR_SERIES_ENDED.
 * @payable
 */
export function add_tips(raw: RawArgs<wire.SeriesIdArgs> = input()): void {
  rounds.addTips(decodeArgs(raw, { series_id: id }).series_id)
}

/**
 * Ends a series: nothing is rolled any more, template and tips go back. Series owner. Errors: ERR_NOT_SERIES_OWNER, ERR_SERIES_ENDED.
 */
export function end_series(raw: RawArgs<wire.SeriesIdArgs> = input()): void {
  refuseDeposit('end_series')
  rounds.endSeries(decodeArgs(raw, { series_id: id }).series_id)
}

/**
 * Makes the next competition of a series at the caller's storage, for the series' tip. Anyone, once due. Errors: ERR_ROLL_EARLY, ERR_SERIES_ENDED, ERR_PAUSED, ERR_STORAGE_SHORT.
 */
export function roll(raw: RawArgs<wire.SeriesIdArgs> = input()): wire.DecimalU64 {
  refuseDeposit('roll')
  const args = decodeArgs(raw, { series_id: id })
  requireNotPaused(pauseBits.roll, 'roll')
  return reply(rounds.roll(args.series_id))
}

/**
 * Calls a competition off; everything goes back. Series owner or contract owner, until commitments end. Errors: ERR_PHASE, ERR_NOT_SERIES_OWNER.
 */
export function cancel(raw: RawArgs<wire.CidArgs> = input()): void {
  refuseDeposit('cancel')
  results.cancel(decodeArgs(raw, byCid).cid)
}

/**
 * Ends what can have no results; everything goes back. Anyone. Errors: ERR_NOT_VOID, ERR_TALLY_OPEN.
 */
export function void_competition(raw: RawArgs<wire.CidArgs> = input()): void {
  refuseDeposit('void_competition')
  results.voidCompetition(decodeArgs(raw, byCid).cid)
}

/**
 * Frees a competition's own records. Anyone, once nothing hangs on it. Errors: ERR_RECORDS_LEFT.
 */
export function purge(raw: RawArgs<wire.CidArgs> = input()): void {
  refuseDeposit('purge')
  ends.purge(decodeArgs(raw, byCid).cid)
}
