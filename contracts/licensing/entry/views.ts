/** Read-only answers about assets, terms, splits, flows and licences. */
import { blockTimestamp, hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { token as tokenArg } from '../../common/state/tokens.js'
import { decodeArgs, hex, integer, optional, u64 } from '../../common/wire/decode.js'
import { assetId, requireAsset, requireFlow } from '../actions/access.js'
import type * as wire from '../interface.js'
import {
  maxAncestors,
  maxEpoch,
  maxFeePpm,
  maxParents,
  maxPoolPpm,
  maxStackPpm,
  pageLimit,
  version,
} from '../limits.js'
import { royaltyDue } from '../actions/revenue.js'
import { epochOwn, heldOf } from '../rules/flow.js'
import { ownPpm, partDown } from '../rules/shares.js'
import type { Terms } from '../rules/terms.js'
import { requireSplit } from '../actions/splits.js'
import { type Asset, loadAsset } from '../state/asset.js'
import { loadConfig } from '../state/config.js'
import { loadCounters } from '../state/counters.js'
import { loadFlow, loadSpan } from '../state/flow.js'
import { loadBinding, loadLicence } from '../state/licence.js'
import { loadAncestors, loadParents } from '../state/links.js'
import { entryKey, loadOrigin } from '../state/origins.js'
import { loadOffer, loadTerms, offerAt } from '../state/terms.js'
import { poolDue } from '../actions/treasury.js'

/** @view */
export function params(raw: RawArgs<wire.NoArgs> = input()): wire.ParamsView {
  decodeArgs(raw, {})
  const config = loadConfig()
  const counters = loadCounters()
  return reply({
    version,
    treasury_id: config.treasuryId,
    channels_id: config.channelsId,
    competition_id: config.competitionId,
    ladder_id: config.ladderId,
    fee_ppm: config.feePpm,
    pool_ppm: config.poolPpm,
    next_pool_id: String(config.nextPoolId),
    assets: String(counters.assets),
    licences: String(counters.licences),
    max_fee_ppm: maxFeePpm,
    max_pool_ppm: maxPoolPpm,
    max_stack_ppm: maxStackPpm,
    max_parents: maxParents,
    max_ancestors: maxAncestors,
  })
}

/** @view */
export function asset(raw: RawArgs<wire.AssetArgs> = input()): wire.AssetView | null {
  const { asset_id: id } = decodeArgs(raw, { asset_id: assetId })
  const found = loadAsset(id)
  return reply(found === undefined ? null : assetView(id, found))
}

/** @view */
export function parents(raw: RawArgs<wire.AssetArgs> = input()): readonly wire.ParentView[] {
  const { asset_id: id } = decodeArgs(raw, { asset_id: assetId })
  return reply(
    loadParents(id).map((parent) => ({
      parent_id: String(parent.id),
      terms_hash: hexEncode(parent.termsHash),
      share_ppm: parent.sharePpm,
    })),
  )
}

/** @view */
export function ancestors(raw: RawArgs<wire.AssetArgs> = input()): readonly wire.AncestorView[] {
  const { asset_id: id } = decodeArgs(raw, { asset_id: assetId })
  return reply(loadAncestors(id).map((item) => ({ ancestor_id: String(item.id), ppm: item.ppm })))
}

/** @view */
export function terms(raw: RawArgs<wire.TermsArgs> = input()): wire.Terms | null {
  const found = loadTerms(decodeArgs(raw, { terms_hash: hex(32) }).terms_hash)
  return reply(found === undefined ? null : termsView(found))
}

/** @view */
export function offer(raw: RawArgs<wire.OfferArgs> = input()): wire.OfferView | null {
  const args = decodeArgs(raw, { asset_id: assetId, terms_hash: hex(32) })
  const active = loadOffer(args.asset_id, args.terms_hash)
  return reply(active === undefined ? null : { terms_hash: hexEncode(args.terms_hash), active })
}

/** @view */
export function offers(raw: RawArgs<wire.OffersArgs> = input()): readonly wire.OfferView[] {
  const args = decodeArgs(raw, {
    asset_id: assetId,
    from_index: optional(integer(0, 2_147_483_647)),
    limit: optional(integer(1, pageLimit)),
  })
  const id = args.asset_id
  const start = args.from_index ?? 0
  const end = Math.min(loadAsset(id)?.offers ?? 0, start + (args.limit ?? pageLimit))
  const found: wire.OfferView[] = []
  for (let index = start; index < end; index++) {
    const hash = offerAt(id, index)
    if (hash === undefined) continue
    found.push({ terms_hash: hexEncode(hash), active: loadOffer(id, hash) === true })
  }
  return reply(found)
}

/** @view */
export function split(raw: RawArgs<wire.SplitArgs> = input()): wire.SplitView {
  const args = decodeArgs(raw, { asset_id: assetId, epoch: integer(0, maxEpoch) })
  const found = requireSplit(args.asset_id, requireAsset(args.asset_id), args.epoch)
  return reply({
    total: String(found.total),
    allocated: String(found.allocated),
    residual_id: found.residualId,
    shares: found.shares.map((item) => ({
      account_id: item.accountId,
      share: String(item.share),
    })),
    root: found.root === undefined ? null : hexEncode(found.root),
    count: found.count,
  })
}

/** @view */
export function epoch_flow(raw: RawArgs<wire.EpochFlowArgs> = input()): wire.EpochFlowView {
  const args = decodeArgs(raw, { asset_id: assetId, epoch: integer(0, maxEpoch), token: tokenArg })
  const found = requireAsset(args.asset_id)
  const flowNow = requireFlow(args.asset_id, args.token)
  const span = loadSpan(args.asset_id, args.token, flowNow, args.epoch)
  return reply({
    own: String(span === undefined ? 0n : epochOwn(span, ownPpm(found))),
    claimed: String(span?.claimed ?? 0n),
  })
}

/** @view */
export function flow(raw: RawArgs<wire.FlowArgs> = input()): wire.FlowView | null {
  const args = decodeArgs(raw, { asset_id: assetId, token: tokenArg })
  const found = requireAsset(args.asset_id)
  const now = loadFlow(args.asset_id, args.token)
  if (now === undefined) return reply(null)
  const ancestorsDue = loadAncestors(args.asset_id).reduce(
    (sum, { ppm }) => sum + partDown(now.gross, ppm),
    0n,
  )
  return reply({
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
  })
}

/** @view */
export function pullable(raw: RawArgs<wire.PullableArgs> = input()): wire.DecimalU128 {
  const args = decodeArgs(raw, { child_id: assetId, ancestor_id: assetId, token: tokenArg })
  const child = requireFlow(args.child_id, args.token)
  return reply(String(royaltyDue(args.child_id, args.ancestor_id, args.token, child).due))
}

/** @view */
export function asset_of_entry(raw: RawArgs<wire.EntryArgs> = input()): wire.DecimalU64 | null {
  const args = decodeArgs(raw, { cid: u64, entry_id: u64 })
  const id = loadOrigin(entryKey(args.cid, args.entry_id))
  return reply(id === undefined ? null : String(id))
}

/** @view */
export function licence(raw: RawArgs<wire.LicenceArgs> = input()): wire.LicenceView | null {
  const { licence_id: id } = decodeArgs(raw, { licence_id: u64 })
  const found = loadLicence(id)
  if (found === undefined) return reply(null)
  const binding = found.isBound ? loadBinding(id) : undefined
  const isOver = found.expiresAtNs !== 0n && found.expiresAtNs <= blockTimestamp()
  return reply({
    licence_id: String(id),
    asset_id: String(found.assetId),
    terms_hash: hexEncode(found.termsHash),
    holder_id: found.holderId,
    unit: found.unit,
    units_bought: String(found.unitsBought),
    units_left: String(found.unitsLeft),
    expires_at_ns: String(found.expiresAtNs),
    is_valid: !isOver && (found.unit === 'period' || found.unitsLeft > 0n),
    consumer_id: binding === undefined || binding.consumerId === '' ? null : binding.consumerId,
    channel_id: binding?.channelId === undefined ? null : hexEncode(binding.channelId),
  })
}

function assetView(id: number, found: Asset): wire.AssetView {
  const open = found.isAccepted ? 'draft' : 'pending'
  return {
    asset_id: String(id),
    kind: found.kind,
    status: found.isSealed ? 'sealed' : open,
    accepted: found.isAccepted,
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
    epoch: found.epoch,
    offers: found.offers,
    open_flows: found.flows,
    seal_by_ns: String(found.sealByNs),
    expires_at_ns: String(found.expiresAtNs),
    non_commercial: found.isNonCommercial,
    reciprocal_ppm: found.reciprocalPpm ?? null,
    tagged_until_ns: String(found.taggedUntilNs),
    evidence_hash: hexEncode(found.evidenceHash),
  }
}

function termsView(found: Terms): wire.Terms {
  const priceOf = (price: bigint | undefined): string | null =>
    price === undefined ? null : String(price)
  return {
    token: found.tokenId,
    price_per_token: priceOf(found.prices.token),
    price_per_request: priceOf(found.prices.request),
    price_per_period: priceOf(found.prices.period),
    period_s: found.periodS,
    min_price: String(found.minPrice),
    quota: String(found.quota),
    lifetime_s: found.lifetimeS,
    expires_at_ns: String(found.expiresAtNs),
    commercial: found.commercial,
    derivative: found.derivative,
    reciprocal: found.reciprocal,
    royalty_ppm: found.royaltyPpm,
    transferable: found.transferable,
    resale_ppm: found.resalePpm,
    uri_hash: hexEncode(found.uriHash),
  }
}
