/** Results and standing for promotion. */

import {
  chargeRecords,
  chargeStorage,
  releaseRecords,
  releaseStorage,
} from '../../common/money/credits.js'
import { grownBytes } from '../../common/state/records.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { insert, remove } from '../../common/trie/change.js'
import { scoreOf } from '../../common/trie/key.js'
import { verifyRank } from '../../common/trie/on-chain.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import { aggregateOf, mayCount, resultsIn, windowOf, withResult } from '../rules/aggregate.js'
import { reachesBar } from '../rules/movement.js'
import { offersStartNs, phaseAt, seasonStartNs } from '../rules/season.js'
import { requireNotBarred } from '../state/accusation.js'
import { moment } from '../state/moment.js'
import { candidates, loadPromotion, savePromotion } from '../state/promotion.js'
import { loadResults, removeResults, resultsBytes, saveResults } from '../state/results.js'
import { requireRound } from '../state/round.js'
import { requirePlaceIn } from '../state/seat.js'
import { loadStanding, removeStanding, saveStanding, standingBytes } from '../state/standing.js'
import { presentPlan, roundsAtStart } from './tiers.js'

export function qualify(cid: bigint, accountId: string, proof: Uint8Array): void {
  const { season } = moment()
  const { tier, ordinal, resultsRoot } = requireRound(cid)
  const proved = verifyRank(resultsRoot, proof)
  if (proved?.accountId !== accountId) fail('ERR_RANK_PROOF', accountId, cid)
  const { rank, key } = proved
  const { bar } = presentPlan(tier, season).now
  if (!reachesBar(scoreOf(key), bar)) fail('ERR_BELOW_BAR', accountId, scoreOf(key), bar)
  const before = roundsAtStart(tier, season)
  if (!mayCount([{ ordinal, rank, key }], before)) fail('ERR_RESULT_OLD', cid)
  const known = loadResults(tier, accountId)
  const list =
    withResult(known?.list ?? [], { ordinal, rank, key }, before) ??
    fail('ERR_RESULT_KNOWN', accountId, cid)
  const results = { payerId: known?.payerId ?? caller(), list }
  saveResults(tier, accountId, results)
  if (known === undefined) chargeRecords(results.payerId, resultsBytes(tier, accountId, results))
  emit('qualified', { cid: String(cid), tier, account_id: accountId, rank })
}

export function forgetResults(tier: number, accountId: string): void {
  const { season } = moment()
  const results = loadResults(tier, accountId)
  if (results === undefined || mayCount(results.list, roundsAtStart(tier, season))) {
    fail('ERR_RESULTS_COUNT', accountId, tier)
  }
  removeResults(tier, accountId)
  releaseRecords(results.payerId, resultsBytes(tier, accountId, results))
}

/** Enters an account, or moves it up when more of its results have become known. */
export function stand(tier: number, accountId: string): void {
  const { config, nowNs, season } = moment()
  if (phaseAt(config, nowNs) !== 'standing') {
    const from = seasonStartNs(config, season)
    fail('ERR_STANDING_CLOSED', from, offersStartNs(config, season), nowNs)
  }
  if (tier >= config.tiers) fail('ERR_TIER_UNKNOWN', tier)
  requirePlaceIn(tier, accountId)
  requireNotBarred(accountId, season)
  const rounds = roundsAtStart(tier, season)
  const list = loadResults(tier, accountId)?.list ?? []
  const aggregate = aggregateOf(list, windowOf(rounds))
  if (aggregate === undefined) {
    fail('ERR_ONE_ROUND', accountId, resultsIn(list, windowOf(rounds)).length, tier)
  }
  const { key, rankSum } = aggregate
  const before = loadStanding(season, tier, accountId)
  if (before?.key === key) fail('ERR_STANDING_KNOWN', accountId)
  if (loadPromotion(season, tier) === undefined) {
    savePromotion(season, tier, { rounds, considered: 0, relegated: 0 })
  }
  const standing = { payerId: before?.payerId ?? caller(), key }
  const trie = candidates(season, tier)
  const usedBytes = grownBytes(() => {
    if (before !== undefined) remove(trie, before.key)
    insert(trie, key, accountId)
    saveStanding(season, tier, accountId, standing)
  })
  if (before === undefined) {
    chargeStorage(standing.payerId, standingBytes(season, tier, accountId, standing))
  }
  changeTotals(near, { usedBytes })
  emit('standing', { tier, season, account_id: accountId, rank_sum: rankSum })
}

export function clearStanding(tier: number, season: number, accountId: string): void {
  const standing = loadStanding(season, tier, accountId)
  if (standing === undefined || season >= moment().season) {
    fail('ERR_STANDING_OPEN', season, accountId)
  }
  const usedBytes = grownBytes(() => {
    remove(candidates(season, tier), standing.key)
    removeStanding(season, tier, accountId)
  })
  releaseStorage(standing.payerId, standingBytes(season, tier, accountId, standing))
  changeTotals(near, { usedBytes })
}
