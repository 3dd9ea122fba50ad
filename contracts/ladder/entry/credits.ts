/** Resource credits and providers. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { requireOwner } from '../../common/state/governance.js'
import { accountId, decodeArgs, u128 } from '../../common/wire/decode.js'
import * as resources from '../actions/resource-credits.js'
import type * as wire from '../interface.js'
import { seatTier } from '../rules/decoders.js'

/**
 * Gives the holder of a seat the resources that a seat of its tier has, as resource credits; once a
 * season. Errors: ERR_NO_SEAT, ERR_DRAWN, ERR_NOT_REGISTERED, ERR_STORAGE_SHORT.
 */
export function draw_resources(raw: RawArgs<wire.TierArgs> = input()): void {
  refuseDeposit('draw_resources')
  resources.drawResources(decodeArgs(raw, { tier: seatTier }).tier)
}

/**
 * Spends the caller's resource credits at a registered provider, those that lapse first. Errors:
 * ERR_PROVIDER_UNKNOWN, ERR_RESOURCE_CREDITS.
 */
export function spend_credits(raw: RawArgs<wire.SpendCreditsArgs> = input()): void {
  refuseDeposit('spend_credits')
  const args = decodeArgs(raw, { provider_id: accountId, amount: u128 })
  resources.spendCredits(args.provider_id, args.amount)
}

/**
 * Frees the records of an account whose credits are spent or have lapsed. Anyone. Errors: ERR_CREDITS_LIVE.
 */
export function drop_credits(raw: RawArgs<wire.AccountIdArgs> = input()): void {
  refuseDeposit('drop_credits')
  resources.dropCredits(decodeArgs(raw, { account_id: accountId }).account_id)
}

/**
 * Lets credits be spent at an account. Owner only. Errors: ERR_NOT_OWNER, ERR_PROVIDER_KNOWN.
 */
export function register_provider(raw: RawArgs<wire.ProviderArgs> = input()): void {
  refuseDeposit('register_provider')
  const args = decodeArgs(raw, { provider_id: accountId })
  requireOwner()
  resources.registerProvider(args.provider_id)
}

/**
 * Ends that. Owner only. Errors: ERR_NOT_OWNER, ERR_PROVIDER_UNKNOWN.
 */
export function remove_provider(raw: RawArgs<wire.ProviderArgs> = input()): void {
  refuseDeposit('remove_provider')
  const args = decodeArgs(raw, { provider_id: accountId })
  requireOwner()
  resources.endProvider(args.provider_id)
}
