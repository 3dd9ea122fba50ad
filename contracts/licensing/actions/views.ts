/** What views answer about assets, terms, splits, flows and licences. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { sumNodeRecord } from '../../common/state/merkle-sum.js'
import type { TokenIndex } from '../../common/state/totals.js'
import type * as wire from '../interface.js'
import { maxAncestors, maxFeePpm, maxParents, maxPoolPpm, maxStackPpm, version } from '../limits.js'
import { epochOwn, heldOf } from '../rules/flow.js'
import { ownPpm, partDown } from '../rules/shares.js'
import { derivativeOf, hasEnded, termsSay, unitPrice } from '../rules/terms.js'
import { assetKinds, type Unit, units } from '../rules/words.js'
import { inheritedBy, isFlagged, loadAsset, requireAsset } from '../state/asset.js'
import { loadConfig, presentPool } from '../state/config.js'
import { loadCounters } from '../state/counters.js'
import { loadFlow, loadSpan, requireFlow } from '../state/flow.js'
import { loadBinding, loadLicence } from '../state/licence.js'
import { loadAncestors } from '../state/links.js'
import { epochAt, requireSplit } from '../state/split.js'
import { loadOffer, loadTerms, offerAt } from '../state/terms.js'
import { poolDue } from './treasury.js'

export function paramsView(): wire.ParamsView {
  const config = loadConfig()
  const counters = loadCounters()
  return {
    version,
    treasury_id: config.treasuryId,
    channels_id: config.channelsId,
    competition_id: config.competitionId,
    ladder_id: config.ladderId,
    fee_ppm: config.feePpm,
    pool_ppm: config.poolPpm,
    next_pool_id: String(presentPool(config, blockTimestamp())),
    coming_pool_id: String(config.comingPoolId),
    coming_pool_from_ns: String(config.comingFromNs),
    assets: String(counters.assets),
    licences: String(counters.licences),
    max_fee_ppm: maxFeePpm,
    max_pool_ppm: maxPoolPpm,
    max_stack_ppm: maxStackPpm,
    max_parents: maxParents,
    max_ancestors: maxAncestors,
  }
}

export function offersPage(id: number, start: number, limit: number): readonly wire.OfferView[] {
  const end = Math.min(loadAsset(id)?.offers ?? 0, start + limit)
  const found: wire.OfferView[] = []
  for (let index = start; index < end; index++) {
    const hash = offerAt(id, index)
    if (hash === undefined) continue
    found.push({ terms_hash: hexEncode(hash), active: loadOffer(id, hash) === true })
  }
  return found
}

export function splitView(id: number, epoch: number): wire.SplitView {
  const found = requireSplit(id, requireAsset(id), epoch)
  return {
    total: String(found.total),
    allocated: String(found.allocated),
    residual_id: found.residualId,
    shares: found.shares.map((item) => ({
      account_id: item.accountId,
      share: String(item.share),
    })),
    root:
      found.root === undefined
        ? null
        : hexEncode(sumNodeRecord.encode({ hash: found.root, sum: found.allocated })),
    count: found.count,
    from_ns: String(found.fromNs),
  }
}

export function epochFlowView(id: number, epoch: number, token: TokenIndex): wire.EpochFlowView {
  const found = requireAsset(id)
  const flowNow = requireFlow(id, token)
  const span = loadSpan(id, token, flowNow, epoch)
  return {
    own: String(span === undefined ? 0n : epochOwn(span, ownPpm(found))),
    claimed: String(span?.claimed ?? 0n),
  }
}

export function flowView(id: number, token: TokenIndex): wire.FlowView | null {
  const found = requireAsset(id)
  const now = loadFlow(id, token)
  if (now === undefined) return null
  const ancestorsDue = loadAncestors(id).reduce(
    (sum, { ppm }) => sum + partDown(now.gross, ppm),
    0n,
  )
  return {
    gross: String(now.gross),
    royalties: String(now.royalties),
    fee_due: String(partDown(now.gross, found.feePpm) - now.feeTaken),
    pool_due: String(poolDue(found, now)),
    ancestors_due: String(ancestorsDue - now.pulled),
    fee_taken: String(now.feeTaken),
    pool_taken: String(now.poolTaken),
    ancestors_taken: String(now.pulled),
    own_claimed: String(now.ownClaimed),
    held: String(heldOf(now)),
  }
}

export function licenceView(id: bigint): wire.LicenceView | null {
  const found = loadLicence(id)
  if (found === undefined) return null
  const binding = found.isBound ? loadBinding(id) : undefined
  const isOver = hasEnded(found.expiresAtNs, blockTimestamp())
  const unit = units[found.unit] ?? 'token'
  return {
    licence_id: String(id),
    asset_id: String(found.assetId),
    terms_hash: hexEncode(found.termsHash),
    holder_id: found.holderId,
    unit,
    units_bought: String(found.unitsBought),
    units_left: String(found.unitsLeft),
    expires_at_ns: String(found.expiresAtNs),
    is_valid: !isOver && (unit === 'period' || found.unitsLeft > 0n),
    consumer_id: binding === undefined || binding.consumerId === '' ? null : binding.consumerId,
    channel_id: binding?.channelId === undefined ? null : hexEncode(binding.channelId),
  }
}

export function assetView(id: number): wire.AssetView | null {
  const found = loadAsset(id)
  if (found === undefined) return null
  const isAccepted = isFlagged(found, 'accepted')
  const { isNonCommercial, reciprocalPpm } = inheritedBy(found)
  const open = isAccepted ? 'draft' : 'pending'
  return {
    asset_id: String(id),
    kind: assetKinds[found.kind] ?? 'code',
    status: isFlagged(found, 'sealed') ? 'sealed' : open,
    accepted: isAccepted,
    owner_id: found.ownerId,
    artifact_root: hexEncode(found.artifactRoot),
    manifest_root: hexEncode(found.manifestRoot),
    fee_ppm: found.feePpm,
    pool_ppm: found.poolPpm,
    stack_ppm: found.stackPpm,
    own_ppm: ownPpm(found),
    pool_id: String(found.poolId),
    parents: found.parents,
    ancestors: found.ancestors,
    epoch: epochAt(id, found, blockTimestamp()),
    split_from_ns: String(found.splitFromNs),
    split_frozen: isFlagged(found, 'splitFrozen'),
    offers: found.offers,
    open_flows: found.flows,
    seal_by_ns: String(found.sealByNs),
    expires_at_ns: String(found.expiresAtNs),
    non_commercial: isNonCommercial,
    reciprocal_ppm: reciprocalPpm ?? null,
    tagged_until_ns: String(found.taggedUntilNs),
    evidence_hash: hexEncode(found.evidenceHash),
  }
}

export function termsView(hash: Uint8Array): wire.Terms | null {
  const found = loadTerms(hash)
  if (found === undefined) return null
  const priceOf = (unit: Unit): string | null => {
    const price = unitPrice(found, unit)
    return price === undefined ? null : String(price)
  }
  return {
    token: found.tokenId,
    price_per_token: priceOf('token'),
    price_per_request: priceOf('request'),
    price_per_period: priceOf('period'),
    period_s: found.periodS,
    min_price: String(found.minPrice),
    quota: String(found.quota),
    lifetime_s: found.lifetimeS,
    expires_at_ns: String(found.expiresAtNs),
    commercial: termsSay(found, 'commercial'),
    derivative: derivativeOf(found),
    reciprocal: termsSay(found, 'reciprocal'),
    royalty_ppm: found.royaltyPpm,
    transferable: termsSay(found, 'transferable'),
    resale_ppm: found.resalePpm,
    uri_hash: hexEncode(found.uriHash),
  }
}
