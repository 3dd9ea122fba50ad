/** Contributors taking their shares. Each claim is credited; it leaves by `withdraw`. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { chargeStorage, credit } from '../../common/money/credits.js'
import { sumLeaf, verifySum } from '../../common/state/merkle-sum.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { ProvenShare } from '../rules/decoders.js'
import { emptySpan, epochOwn, type Flow, type Span } from '../rules/flow.js'
import { ownPpm } from '../rules/shares.js'
import { residualOf, type Split, shareDown } from '../rules/split.js'
import type { Asset } from '../state/asset.js'
import {
  claimedKey,
  loadSpan,
  loadTaken,
  requireFlow,
  saveFlow,
  saveSpan,
  saveTaken,
} from '../state/flow.js'
import { epochAt, leafRecord, requireSplit } from '../state/split.js'
import { requireOpen } from './access.js'

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

/** Credits a contributor with what is due; returns that. */
export function claimSplit(
  id: number,
  epoch: number,
  token: TokenIndex,
  proven: ProvenShare,
): bigint {
  const claim = contributorClaim(id, epoch, token, proven)
  return pay(claim, proven.account_id, 'split_claimed')
}

/** What `claimSplit` would credit. */
export function claimableSplit(
  id: number,
  epoch: number,
  token: TokenIndex,
  proven: ProvenShare,
): bigint {
  return contributorClaim(id, epoch, token, proven).due
}

/** Credits an epoch's residual owner with what is due; returns that. */
export function claimResidual(id: number, epoch: number, token: TokenIndex): bigint {
  const asset = requireOpen(id)
  const split = requireSplit(id, asset, epoch)
  const hasEnded = epoch < epochAt(id, asset, blockTimestamp())
  const claim = claimOf(id, asset, epoch, token, '', (own) => residualOf(own, split, hasEnded))
  return pay(claim, split.residualId, 'residual_claimed')
}

function contributorClaim(
  id: number,
  epoch: number,
  token: TokenIndex,
  proven: ProvenShare,
): Claim {
  const asset = requireOpen(id)
  const split = requireSplit(id, asset, epoch)
  const share = shareOf(split, epoch, proven)
  const { account_id: account, index } = proven
  // Under a root each leaf is claimed by itself: one account may have several.
  const claimant = split.root === undefined ? account : `${index}`
  return claimOf(id, asset, epoch, token, claimant, (own) => shareDown(own, share, split.total))
}

function shareOf(split: Split, epoch: number, proven: ProvenShare): bigint {
  const { account_id: account, share, index, proof } = proven
  if (split.root === undefined) {
    const found = split.shares.find((item) => item.accountId === account)
    return found?.share ?? fail('ERR_NO_SHARE', account, epoch)
  }
  if (share === undefined || index === undefined || proof === undefined) {
    fail('ERR_SPLIT_PROOF', epoch)
  }
  const root = { hash: split.root, sum: split.allocated }
  const leaf = sumLeaf(leafRecord.encode({ accountId: account, share }), share)
  if (!verifySum(root, leaf, index, split.count, proof)) fail('ERR_SPLIT_PROOF', epoch)
  return share
}

/** What an entitlement to an epoch's money leaves to take. */
function claimOf(
  id: number,
  asset: Asset,
  epoch: number,
  token: TokenIndex,
  claimant: string,
  entitlement: (own: bigint) => bigint,
): Claim {
  const flow = requireFlow(id, token)
  const key = claimedKey(id, epoch, token, claimant)
  const taken = loadTaken(key)
  const span = loadSpan(id, token, flow, epoch) ?? emptySpan
  // Entitlements only grow, and add up to no more than there is: shares by the root that proves their sum.
  const due = entitlement(epochOwn(span, ownPpm(asset))) - (taken ?? 0n)
  return { assetId: id, epoch, token, flow, span, key, taken, due }
}

function pay(claim: Claim, account: string, event: string): bigint {
  const { assetId: id, epoch, token, flow, span, key, taken, due } = claim
  if (due === 0n) fail('ERR_NOTHING_DUE')
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
  emit(event, {
    asset_id: String(id),
    epoch,
    token_index: token,
    account_id: account,
    amount: String(due),
  })
  return due
}
