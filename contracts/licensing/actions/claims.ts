/** Contributors taking their shares. Each claim is credited; it leaves by `withdraw`. */
import { input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { chargeStorage, credit } from '../../common/money/credits.js'
import { pack } from '../../common/state/record.js'
import { token as tokenArg } from '../../common/state/tokens.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { merkleLeaf, verifyMerkle } from '../../common/trie/merkle.js'
import { caller } from '../../common/wire/caller.js'
import { accountId, decodeArgs, hex, integer, list, optional, u64 } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { assetId, requireFlow, requirePaying } from './access.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import { maxContributors, maxEpoch } from '../limits.js'
import { epochOwn, type Flow, type Span } from '../rules/flow.js'
import { ownPpm } from '../rules/shares.js'
import { residualOf, type Split, shareDown } from '../rules/split.js'
import { requireSplit } from './splits.js'
import type { Asset } from '../state/asset.js'
import { claimedKey, loadSpan, loadTaken, saveFlow, saveSpan, saveTaken } from '../state/flow.js'

const maxProof = 24

const claimFields = {
  asset_id: assetId,
  epoch: integer(0, maxEpoch),
  token: tokenArg,
  account_id: accountId,
  share: optional(u64),
  index: optional(integer(0, maxContributors)),
  proof: optional(list(hex(32), maxProof)),
}

type Claim = {
  readonly assetId: number
  readonly epoch: number
  readonly token: TokenIndex
  readonly flow: Flow
  readonly span: Span
  readonly key: string
  readonly taken: bigint | undefined
  readonly due: bigint
}

export function claim_split(raw: RawArgs<wire.ClaimSplitArgs> = input()): wire.DecimalU128 {
  refuseDeposit('claim_split')
  const { claim, accountId: account } = contributorClaim(raw)
  const amount = pay(claim, account)
  emit('split_claimed', {
    asset_id: String(claim.assetId),
    epoch: claim.epoch,
    token_index: claim.token,
    account_id: account,
    amount: String(amount),
  })
  return reply(String(amount))
}

/** @view */
export function claimable_split(raw: RawArgs<wire.ClaimSplitArgs> = input()): wire.DecimalU128 {
  return reply(String(contributorClaim(raw).claim.due))
}

export function claim_residual(raw: RawArgs<wire.ClaimResidualArgs> = input()): wire.DecimalU128 {
  refuseDeposit('claim_residual')
  const args = decodeArgs(raw, { asset_id: assetId, epoch: integer(0, maxEpoch), token: tokenArg })
  const asset = requirePaying(args.asset_id)
  const split = requireSplit(args.asset_id, asset, args.epoch)
  const hasEnded = args.epoch < asset.epoch
  const claim = claimOf(args.asset_id, asset, args.epoch, args.token, '', (own) =>
    residualOf(own, split, hasEnded),
  )
  const amount = pay(claim, split.residualId)
  emit('residual_claimed', {
    asset_id: String(args.asset_id),
    epoch: args.epoch,
    token_index: args.token,
    account_id: split.residualId,
    amount: String(amount),
  })
  return reply(String(amount))
}

/** Decodes a contributor's claim and proves the share. */
function contributorClaim(raw: Uint8Array): { readonly claim: Claim; readonly accountId: string } {
  const args = decodeArgs(raw, claimFields)
  const { asset_id: id, epoch, token, account_id: account } = args
  const asset = requirePaying(id)
  const split = requireSplit(id, asset, epoch)
  const share = shareOf(split, epoch, account, args.share, args.index, args.proof)
  const claim = claimOf(id, asset, epoch, token, account, (own) =>
    shareDown(own, share, split.total),
  )
  return { claim, accountId: account }
}

function shareOf(
  split: Split,
  epoch: number,
  account: string,
  share: bigint | undefined,
  index: number | undefined,
  proof: readonly Uint8Array[] | undefined,
): bigint {
  if (split.root === undefined) {
    const found = split.shares.find((item) => item.accountId === account)
    return found?.share ?? failLicensing('ERR_NO_SHARE', account, epoch)
  }
  if (share === undefined || index === undefined || proof === undefined) {
    failLicensing('ERR_SPLIT_PROOF', epoch)
  }
  const leaf = merkleLeaf(pack('s6', [account, share]))
  if (!verifyMerkle(split.root, leaf, index, split.count, proof)) {
    failLicensing('ERR_SPLIT_PROOF', epoch)
  }
  return share
}

/** What an entitlement to an epoch's money leaves to take. */
function claimOf(
  id: number,
  asset: Asset,
  epoch: number,
  token: TokenIndex,
  account: string,
  entitlement: (own: bigint) => bigint,
): Claim {
  const flow = requireFlow(id, token)
  const key = claimedKey(id, epoch, token, account)
  const taken = loadTaken(key)
  const span = loadSpan(id, token, flow, epoch) ?? nothing
  const own = epochOwn(span, ownPpm(asset))
  const entitled = entitlement(own) - (taken ?? 0n)
  // A root that promises more than there is pays out what there is, first come first served.
  const left = own - span.claimed
  const due = entitled < left ? entitled : left
  return { assetId: id, epoch, token, flow, span, key, taken, due: due > 0n ? due : 0n }
}

const nothing: Span = { startGross: 0n, endGross: 0n, royalty: 0n, claimed: 0n }

function pay(claim: Claim, account: string): bigint {
  const { assetId: id, epoch, token, flow, span, key, taken, due } = claim
  if (due === 0n) failLicensing('ERR_NOTHING_DUE')
  const ownClaimed = flow.ownClaimed + due
  const claimed = span.claimed + due
  if (epoch === flow.epoch) saveFlow(id, token, { ...flow, ownClaimed, epochClaimed: claimed })
  else {
    saveFlow(id, token, { ...flow, ownClaimed })
    saveSpan(id, token, epoch, { ...span, claimed })
  }
  const bytes = saveTaken(key, (taken ?? 0n) + due)
  const newBytes = taken === undefined ? bytes : 0n
  if (newBytes > 0n) chargeStorage(caller(), newBytes)
  credit(account, token, due)
  if (token === near) changeTotals(near, { locked: -due, credits: due, usedBytes: newBytes })
  else {
    changeTotals(token, { locked: -due, credits: due })
    if (newBytes > 0n) changeTotals(near, { usedBytes: newBytes })
  }
  return due
}
