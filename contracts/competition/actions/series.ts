/** Series: creating, changing, rolling. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { chargeRecords, releaseRecords } from '../../common/money/credits.js'
import { loadGovernance } from '../../common/state/governance.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import type { CompetitionConfig } from '../interface.js'
import { bodyOf, decodeBody, hashOf } from '../rules/canonical.js'
import { competitionBytes, newCompetition, saveCompetition } from '../state/competition.js'
import { loadConfig, saveConfig } from '../state/config.js'
import { isCreator } from '../state/creator.js'
import { saveFrozen } from '../state/frozen.js'
import { requireSeries, saveSeries } from '../state/series.js'
import { requireTemplate, saveTemplate, templateBytes } from '../state/template.js'
import { saveTerms, termsBytes, termsOf } from '../state/terms.js'

export function createSeries(
  config: CompetitionConfig,
  periodS: number,
  firstStartNs: bigint | undefined,
): string {
  const ownerId = caller()
  if (ownerId !== loadGovernance().ownerId && !isCreator(ownerId)) {
    fail('ERR_NOT_CREATOR', ownerId)
  }
  const contract = loadConfig()
  const seriesId = String(contract.lastSeriesId + 1)
  const body = bodyOf(config)
  const nextStartNs = firstStartNs ?? blockTimestamp()
  const series = { ownerId, periodS, nextStartNs, lastCid: 0, templateHash: hashOf(body) }
  const bytes = saveSeries(seriesId, series) + saveTemplate(seriesId, body)
  saveConfig({ ...contract, lastSeriesId: contract.lastSeriesId + 1 })
  chargeRecords(ownerId, bytes)
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
  if (account !== series.ownerId) fail('ERR_NOT_SERIES_OWNER', account)
  const body = bodyOf(config)
  const before = templateBytes(seriesId, requireTemplate(seriesId))
  const change = saveTemplate(seriesId, body) - before
  const templateHash = hashOf(body)
  saveSeries(seriesId, { ...series, templateHash })
  if (change > 0n) chargeRecords(account, change)
  else releaseRecords(account, -change)
  emit('template_set', { series_id: seriesId, template_hash: hexEncode(templateHash) })
}

/** Late rolls keep to the calendar: the next one is due at the next multiple of the period. */
export function roll(seriesId: string): string {
  const series = requireSeries(seriesId)
  const nowNs = blockTimestamp()
  if (nowNs < series.nextStartNs) fail('ERR_ROLL_EARLY', series.nextStartNs, nowNs)
  const contract = loadConfig()
  const number = contract.lastCid + 1
  const cid = String(number)
  const body = requireTemplate(seriesId)
  const terms = termsOf(decodeBody(body), Number(seriesId), nowNs, series.templateHash)
  // A competition without a prize has all its escrow at once.
  const openedAtNs = terms.prize === 0n ? nowNs : 0n
  saveTerms(cid, terms)
  saveCompetition(cid, { ...newCompetition, openedAtNs })
  const bytes = termsBytes(cid) + competitionBytes(cid) + saveFrozen(cid, body)
  const periodNs = BigInt(series.periodS) * nsPerSecond
  const missed = (nowNs - series.nextStartNs) / periodNs
  const nextStartNs = series.nextStartNs + (missed + 1n) * periodNs
  saveSeries(seriesId, { ...series, nextStartNs, lastCid: number })
  saveConfig({ ...contract, lastCid: number })
  chargeRecords(series.ownerId, bytes)
  emit('series_rolled', {
    series_id: seriesId,
    cid,
    tier: terms.tier,
    config_hash: hexEncode(terms.configHash),
  })
  return cid
}
