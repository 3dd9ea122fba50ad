/** Contributors taking their shares. Each claim is credited; it leaves by `withdraw`. */
import { chargeStorage, credit } from '../../common/money/credits.js'
import { changeTotals, near, type TokenIndex } from '../../common/state/totals.js'
import { merkleLeaf, verifyMerkle } from '../../common/trie/merkle.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { ProvenShare } from '../rules/decoders.js'
import { epochOwn, type Flow, type Span } from '../rules/flow.js'
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
import { leafRecord, requireSplit } from '../state/split.js'
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
  const claim = claimOf(id, asset, epoch, token, '', (own) =>
    residualOf(own, split, epoch < asset.epoch),
  )
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
  return claimOf(id, asset, epoch, token, proven.account_id, (own) =>
    shareDown(own, share, split.total),
  )
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
  const leaf = merkleLeaf(leafRecord.encode({ accountId: account, share }))
  if (!verifyMerkle(split.root, leaf, index, split.count, proof)) {
    fail('ERR_SPLIT_PROOF', epoch)
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
