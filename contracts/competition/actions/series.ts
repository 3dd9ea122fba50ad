/** Series: creating, changing, rolling. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { chargeStorage, releaseStorage } from '../../common/money/credits.js'
import { loadGovernance } from '../../common/state/governance.js'
import { recordBytes } from '../../common/state/records.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { failCompetition } from '../errors.js'
import type { CompetitionConfig } from '../interface.js'
import { secondNs } from '../limits.js'
import { bodyOf, hashOf, termsOf } from '../rules/config.js'
import { newCompetition, saveCompetition } from '../state/competition.js'
import { loadSettings, saveSettings } from '../state/config.js'
import {
  isCreator,
  loadTemplate,
  requireSeries,
  saveSeries,
  saveTemplate,
} from '../state/series.js'
import { decodeBody, saveTerms } from '../state/terms.js'

export function createSeries(
  config: CompetitionConfig,
  periodS: number,
  firstStartNs: bigint | undefined,
): string {
  const ownerId = caller()
  if (ownerId !== loadGovernance().ownerId && !isCreator(ownerId)) {
    failCompetition('ERR_NOT_CREATOR', ownerId)
  }
  const settings = loadSettings()
  const seriesId = String(settings.lastSeriesId + 1)
  const body = bodyOf(config)
  const nextStartNs = firstStartNs ?? blockTimestamp()
  const series = { ownerId, periodS, nextStartNs, lastCid: 0, templateHash: hashOf(body) }
  const bytes = saveSeries(seriesId, series) + saveTemplate(seriesId, body)
  saveSettings({ ...settings, lastSeriesId: settings.lastSeriesId + 1 })
  chargeStorage(ownerId, bytes)
  changeTotals(near, { usedBytes: bytes })
  emit('series_created', {
    series_id: seriesId,
    owner_id: ownerId,
    template_hash: hexEncode(series.templateHash),
  })
  return seriesId
}

export function setTemplate(seriesId: string, config: CompetitionConfig): void {
  const series = requireSeries(seriesId)
  const account = caller()
  if (account !== series.ownerId) failCompetition('ERR_NOT_SERIES_OWNER', account)
  const body = bodyOf(config)
  const before = recordBytes(`q:${seriesId}`, loadTemplate(seriesId))
  const change = saveTemplate(seriesId, body) - before
  const templateHash = hashOf(body)
  saveSeries(seriesId, { ...series, templateHash })
  if (change > 0n) chargeStorage(account, change)
  else releaseStorage(account, -change)
  changeTotals(near, { usedBytes: change })
  emit('template_set', { series_id: seriesId, template_hash: hexEncode(templateHash) })
}

/** Late rolls keep to the calendar: the next one is due at the next multiple of the period. */
export function roll(seriesId: string): string {
  const series = requireSeries(seriesId)
  const nowNs = blockTimestamp()
  if (nowNs < series.nextStartNs) failCompetition('ERR_ROLL_EARLY', series.nextStartNs, nowNs)
  const settings = loadSettings()
  const number = settings.lastCid + 1
  const cid = String(number)
  const body = loadTemplate(seriesId)
  const config = decodeBody(body)
  const terms = termsOf(config, Number(seriesId), nowNs, series.templateHash)
  // A competition without a prize has all its escrow at once.
  const openedAtNs = terms.prize === 0n ? nowNs : 0n
  const bytes =
    saveTerms(cid, terms, body) + saveCompetition(cid, { ...newCompetition, openedAtNs })
  const periodNs = BigInt(series.periodS) * secondNs
  const missed = (nowNs - series.nextStartNs) / periodNs
  const nextStartNs = series.nextStartNs + (missed + 1n) * periodNs
  saveSeries(seriesId, { ...series, nextStartNs, lastCid: number })
  saveSettings({ ...settings, lastCid: number })
  chargeStorage(series.ownerId, bytes)
  changeTotals(near, { usedBytes: bytes })
  emit('series_rolled', {
    series_id: seriesId,
    cid,
    tier: terms.tier,
    config_hash: hexEncode(terms.configHash),
  })
  return cid
}
