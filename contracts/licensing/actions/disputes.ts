/** Dispute tags: payouts wait, revenue accrues, and the wait ends by itself. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { requireGuardianOrOwner } from '../../common/state/governance.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import { tagPauseNs } from '../limits.js'
import { requireAsset, saveAsset } from '../state/asset.js'

export function tagAsset(id: number, evidenceHash: Uint8Array, durationS: number): void {
  const asset = requireAsset(id)
  const nowNs = blockTimestamp()
  if (nowNs < asset.tagFreeAtNs) fail('ERR_TAG_PAUSE', id, asset.tagFreeAtNs)
  const taggedUntilNs = nowNs + BigInt(durationS) * nsPerSecond
  saveAsset(id, {
    ...asset,
    taggedUntilNs,
    tagFreeAtNs: taggedUntilNs + tagPauseNs,
    evidenceHash,
  })
  emit('asset_tagged', {
    asset_id: String(id),
    by: caller(),
    evidence_hash: hexEncode(evidenceHash),
    until_ns: String(taggedUntilNs),
  })
}

export function untagAsset(id: number): void {
  const asset = requireAsset(id)
  if (asset.taggedUntilNs === 0n) fail('ERR_NOT_TAGGED', id)
  const nowNs = blockTimestamp()
  const hasRunOut = nowNs >= asset.taggedUntilNs
  if (!hasRunOut) requireGuardianOrOwner()
  // The pause before another tag counts from when payouts opened again.
  const tagFreeAtNs = hasRunOut ? asset.tagFreeAtNs : nowNs + tagPauseNs
  saveAsset(id, { ...asset, taggedUntilNs: 0n, tagFreeAtNs })
  emit('asset_untagged', { asset_id: String(id), by: caller() })
}
