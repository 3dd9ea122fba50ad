/** Series: creating, changing, rolling, ending. */
import { attachedDeposit, blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { chargeRecords, credit, releaseRecords } from '../../common/money/credits.js'
import { loadGovernance } from '../../common/state/governance.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import type { CompetitionConfig } from '../interface.js'
import { yearS } from '../limits.js'
import { bodyOf, decodeBody, hashOf } from '../rules/canonical.js'
import { competitionBytes, newCompetition, saveCompetition } from '../state/competition.js'
import { loadConfig, saveConfig } from '../state/config.js'
import { isCreator } from '../state/creator.js'
import { saveFrozen } from '../state/frozen.js'
import { removeSeries, requireSeries, type Series, saveSeries } from '../state/series.js'
import { removeTemplate, requireTemplate, saveTemplate, templateBytes } from '../state/template.js'
import { saveTerms, termsBytes, termsOf } from '../state/terms.js'

export function createSeries(
  config: CompetitionConfig,
  periodS: number,
  firstStartNs: bigint | undefined,
  tipYocto: bigint,
): string {
  const ownerId = caller()
  if (ownerId !== loadGovernance().ownerId && !isCreator(ownerId)) {
    fail('ERR_NOT_CREATOR', ownerId)
  }
  const contract = loadConfig()
  const seriesId = String(contract.lastSeriesId + 1)
  const body = bodyOf(config)
  const nowNs = blockTimestamp()
  const nextStartNs = firstStartNs ?? nowNs
  if (nextStartNs > nowNs + BigInt(yearS) * nsPerSecond) {
    fail('ERR_CONFIG', 'the first start is more than a year away')
  }
  const tipsYocto = attachedDeposit()
  const series: Series = {
    ...{ ownerId, periodS, nextStartNs, lastCid: 0, templateHash: hashOf(body) },
    ...{ live: 0, isEnded: false, tipYocto, tipsYocto },
  }
  const bytes = saveSeries(seriesId, series) + saveTemplate(seriesId, body)
  saveConfig({ ...contract, lastSeriesId: contract.lastSeriesId + 1 })
  chargeRecords(ownerId, bytes)
  changeTotals(near, { locked: tipsYocto })
  emit('series_created', {
    series_id: seriesId,
    owner_id: ownerId,
    template_hash: hexEncode(series.templateHash),
  })
  return seriesId
}

export function setTemplate(seriesId: string, config: CompetitionConfig): void {
  const series = requireOwned(seriesId)
  const body = bodyOf(config)
  const before = templateBytes(seriesId, requireTemplate(seriesId))
  const change = saveTemplate(seriesId, body) - before
  const templateHash = hashOf(body)
  saveSeries(seriesId, { ...series, templateHash })
  if (change > 0n) chargeRecords(series.ownerId, change)
  else releaseRecords(series.ownerId, -change)
  emit('template_set', { series_id: seriesId, template_hash: hexEncode(templateHash) })
}

/** Adds the attached NEAR to what a series pays those who roll it. */
export function addTips(seriesId: string): void {
  const series = requireSeries(seriesId)
  if (series.isEnded) fail('ERR_SERIES_ENDED', seriesId)
  const addedYocto = attachedDeposit()
  const tipsYocto = series.tipsYocto + addedYocto
  saveSeries(seriesId, { ...series, tipsYocto })
  changeTotals(near, { locked: addedYocto })
  emit('tips_added', { series_id: seriesId, tips: String(tipsYocto) })
}

/** Rolls no more. What is rolled goes on; the record goes with the last of it. */
export function endSeries(seriesId: string): void {
  const series = requireOwned(seriesId)
  const { ownerId, tipsYocto } = series
  const freed = removeTemplate(seriesId)
  const ended: Series = { ...series, isEnded: true, tipsYocto: 0n }
  saveSeries(seriesId, ended)
  releaseRecords(ownerId, series.live === 0 ? freed + removeSeries(seriesId, ended) : freed)
  credit(ownerId, near, tipsYocto)
  changeTotals(near, { locked: -tipsYocto, credits: tipsYocto })
  emit('series_ended', { series_id: seriesId })
}

function requireOwned(seriesId: string): Series {
  const series = requireSeries(seriesId)
  const account = caller()
  if (account !== series.ownerId) fail('ERR_NOT_SERIES_OWNER', account)
  if (series.isEnded) fail('ERR_SERIES_ENDED', seriesId)
  return series
}

/**
 * Late rolls keep to the calendar: the next one is due at the next multiple of the period. Whoever rolls pays for
 * the competition's records until it is purged, and is paid the tip as far as there is one.
 */
export function roll(seriesId: string): string {
  const series = requireSeries(seriesId)
  if (series.isEnded) fail('ERR_SERIES_ENDED', seriesId)
  const nowNs = blockTimestamp()
  if (nowNs < series.nextStartNs) fail('ERR_ROLL_EARLY', series.nextStartNs, nowNs)
  const contract = loadConfig()
  const number = contract.lastCid + 1
  const cid = String(number)
  const body = requireTemplate(seriesId)
  const account = caller()
  const terms = termsOf(decodeBody(body), Number(seriesId), nowNs, series.templateHash, account)
  // A competition without a prize has all its escrow at once.
  const openedAtNs = terms.prize === 0n ? nowNs : 0n
  saveTerms(cid, terms)
  saveCompetition(cid, { ...newCompetition, openedAtNs })
  const bytes = termsBytes(cid, terms) + competitionBytes(cid) + saveFrozen(cid, body)
  const periodNs = BigInt(series.periodS) * nsPerSecond
  const missed = (nowNs - series.nextStartNs) / periodNs
  const nextStartNs = series.nextStartNs + (missed + 1n) * periodNs
  const { tipYocto, tipsYocto } = series
  const paidYocto = tipYocto < tipsYocto ? tipYocto : tipsYocto
  saveSeries(seriesId, {
    ...series,
    nextStartNs,
    lastCid: number,
    live: series.live + 1,
    tipsYocto: tipsYocto - paidYocto,
  })
  saveConfig({ ...contract, lastCid: number })
  chargeRecords(account, bytes)
  credit(account, near, paidYocto)
  changeTotals(near, { locked: -paidYocto, credits: paidYocto })
  emit('series_rolled', {
    series_id: seriesId,
    cid,
    tier: terms.tier,
    config_hash: hexEncode(terms.configHash),
  })
  return cid
}

/** A competition of the series is gone. */
export function releaseFromSeries(seriesId: string): void {
  const series = requireSeries(seriesId)
  const left: Series = { ...series, live: series.live - 1 }
  if (!left.isEnded || left.live > 0) saveSeries(seriesId, left)
  else releaseRecords(left.ownerId, removeSeries(seriesId, left))
}
