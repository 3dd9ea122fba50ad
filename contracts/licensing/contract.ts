/** Entry points of the licensing contract; `interface.ts` documents each. */
export * from '../common/entry/credits.js'
export * from '../common/entry/governance.js'
export * from '../common/entry/inbox.js'
export * from '../common/entry/metadata.js'
export * from '../common/entry/outbox.js'
export * from '../common/entry/solvency.js'
export * from '../common/entry/storage.js'
export * from '../common/entry/tokens.js'
export { accept_asset, drop_pending, register_asset, register_from_entry, seal } from './actions/assets.js'
export { claim_residual, claim_split, claimable_split } from './actions/claims.js'
export { tag, untag } from './actions/disputes.js'
export { bind_licence, burn_licence, consume } from './actions/licences.js'
export { add_parent } from './actions/links.js'
export {
  nft_approve,
  nft_is_approved,
  nft_resolve_transfer,
  nft_revoke,
  nft_revoke_all,
  nft_transfer,
  nft_transfer_call,
} from './actions/nft.js'
export {
  nft_metadata,
  nft_payout,
  nft_supply_for_owner,
  nft_token,
  nft_tokens,
  nft_tokens_for_owner,
  nft_total_supply,
} from './entry/nft-views.js'
export { add_terms, retire_terms } from './actions/offers.js'
export { pull_royalty, record_revenue } from './actions/revenue.js'
export { buy_licence } from './actions/sales.js'
export { init, set_fees, set_next_pool } from './entry/init.js'
export { set_split_epoch } from './actions/splits.js'
export { ft_on_transfer } from './entry/tokens-in.js'
export { claim_fee, claim_treasury, forward_pool_share, open_flow } from './actions/treasury.js'
export {
  ancestors,
  asset,
  asset_of_entry,
  epoch_flow,
  flow,
  licence,
  offer,
  offers,
  params,
  parents,
  pullable,
  split,
  terms,
} from './entry/views.js'
