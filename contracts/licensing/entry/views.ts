/** Read-only answers about assets, terms, splits, flows and licences. */
import { hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { reply } from '../../common/entry/reply.js'
import { token } from '../../common/state/tokens.js'
import { decodeArgs, hex, integer, optional, u64 } from '../../common/wire/decode.js'
import { royaltyDue } from '../actions/revenue.js'
import {
  assetView,
  epochFlowView,
  flowView,
  licenceView,
  offersPage,
  paramsView,
  splitView,
  termsView,
} from '../actions/views.js'
import type * as wire from '../interface.js'
import { pageLimit } from '../limits.js'
import { assetId, byAsset, byLicence, byOffer, epochNumber } from '../rules/decoders.js'
import { requireFlow } from '../state/flow.js'
import { loadAncestors, loadParents } from '../state/links.js'
import { entryKey, loadOrigin } from '../state/origins.js'
import { loadOffer } from '../state/terms.js'

/**
 * How the contract is set up, and what it counts.
 * @view
 */
export function params(raw: RawArgs<wire.NoArgs> = input()): wire.ParamsView {
  decodeArgs(raw, {})
  return reply(paramsView())
}

/**
 * An asset; null when there is none of that id.
 * @view
 */
export function asset(raw: RawArgs<wire.AssetArgs> = input()): wire.AssetView | null {
  return reply(assetView(decodeArgs(raw, byAsset).asset_id))
}

/**
 * An asset's parents.
 * @view
 */
export function parents(raw: RawArgs<wire.AssetArgs> = input()): readonly wire.ParentView[] {
  return reply(
    loadParents(decodeArgs(raw, byAsset).asset_id).map((parent) => ({
      parent_id: String(parent.id),
      terms_hash: hexEncode(parent.termsHash),
      share_ppm: parent.sharePpm,
    })),
  )
}

/**
 * Flattened royalties of an asset, in ascending order of ids.
 * @view
 */
export function ancestors(raw: RawArgs<wire.AssetArgs> = input()): readonly wire.AncestorView[] {
  const found = loadAncestors(decodeArgs(raw, byAsset).asset_id)
  return reply(found.map((item) => ({ ancestor_id: String(item.id), ppm: item.ppm })))
}

/**
 * Terms by their hash; null when nobody offered them.
 * @view
 */
export function terms(raw: RawArgs<wire.TermsArgs> = input()): wire.Terms | null {
  return reply(termsView(decodeArgs(raw, { terms_hash: hex(32) }).terms_hash))
}

/**
 * Whether an asset offers terms; null when it never did.
 * @view
 */
export function offer(raw: RawArgs<wire.OfferArgs> = input()): wire.OfferView | null {
  const args = decodeArgs(raw, byOffer)
  const active = loadOffer(args.asset_id, args.terms_hash)
  return reply(active === undefined ? null : { terms_hash: hexEncode(args.terms_hash), active })
}

/**
 * What an asset offers or has offered, at most 50 a page.
 * @view
 */
export function offers(raw: RawArgs<wire.OffersArgs> = input()): readonly wire.OfferView[] {
  const args = decodeArgs(raw, {
    asset_id: assetId,
    from_index: optional(integer(0, 2_147_483_647)),
    limit: optional(integer(1, pageLimit)),
  })
  return reply(offersPage(args.asset_id, args.from_index ?? 0, args.limit ?? pageLimit))
}

/**
 * How an epoch's money is divided. Errors: ERR_ASSET_NOT_FOUND, ERR_SPLIT_NOT_FOUND.
 * @view
 */
export function split(raw: RawArgs<wire.SplitArgs> = input()): wire.SplitView {
  const args = decodeArgs(raw, { asset_id: assetId, epoch: epochNumber })
  return reply(splitView(args.asset_id, args.epoch))
}

/**
 * A split epoch's part of a flow. Errors: ERR_ASSET_NOT_FOUND, ERR_FLOW_NOT_OPEN.
 * @view
 */
export function epoch_flow(raw: RawArgs<wire.EpochFlowArgs> = input()): wire.EpochFlowView {
  const args = decodeArgs(raw, { asset_id: assetId, epoch: epochNumber, token })
  return reply(epochFlowView(args.asset_id, args.epoch, args.token))
}

/**
 * An asset's revenue in a token; null when it takes none. Errors: ERR_ASSET_NOT_FOUND, ERR_UNKNOWN_TOKEN.
 * @view
 */
export function flow(raw: RawArgs<wire.FlowArgs> = input()): wire.FlowView | null {
  const args = decodeArgs(raw, { asset_id: assetId, token })
  return reply(flowView(args.asset_id, args.token))
}

/**
 * What `pull_royalty` would move now. Errors: ERR_FLOW_NOT_OPEN, ERR_NOT_ANCESTOR.
 * @view
 */
export function pullable(raw: RawArgs<wire.PullableArgs> = input()): wire.DecimalU128 {
  const args = decodeArgs(raw, { child_id: assetId, ancestor_id: assetId, token })
  const child = requireFlow(args.child_id, args.token)
  return reply(String(royaltyDue(args.child_id, args.ancestor_id, args.token, child).due))
}

/**
 * The asset that a competition's entry became; null when none.
 * @view
 */
export function asset_of_entry(raw: RawArgs<wire.EntryArgs> = input()): wire.DecimalU64 | null {
  const args = decodeArgs(raw, { cid: u64, entry_id: u64 })
  const id = loadOrigin(entryKey(args.cid, args.entry_id))
  return reply(id === undefined ? null : String(id))
}

/**
 * A licence; null when there is none of that id.
 * @view
 */
export function licence(raw: RawArgs<wire.LicenceArgs> = input()): wire.LicenceView | null {
  return reply(licenceView(decodeArgs(raw, byLicence).licence_id))
}
