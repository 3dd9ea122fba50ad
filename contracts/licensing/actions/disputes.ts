/** Dispute tags: payouts wait, revenue accrues, and the wait ends by itself. */
import { blockTimestamp, hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit } from '../../common/entry/reply.js'
import { requireGuardianOrOwner } from '../../common/state/governance.js'
import { caller } from '../../common/wire/caller.js'
import { decodeArgs, hex, integer } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { assetId, requireAsset } from './access.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import { maxTagS, secondNs, tagPauseNs } from '../limits.js'
import { saveAsset } from '../state/asset.js'

export function tag(raw: RawArgs<wire.TagArgs> = input()): void {
  refuseDeposit('tag')
  const args = decodeArgs(raw, {
    asset_id: assetId,
    evidence_hash: hex(32),
    duration_s: integer(1, maxTagS),
  })
  requireGuardianOrOwner()
  const id = args.asset_id
  const asset = requireAsset(id)
  const nowNs = blockTimestamp()
  if (nowNs < asset.tagFreeAtNs) failLicensing('ERR_TAG_PAUSE', id, asset.tagFreeAtNs)
  const taggedUntilNs = nowNs + BigInt(args.duration_s) * secondNs
  saveAsset(id, {
    ...asset,
    taggedUntilNs,
    tagFreeAtNs: taggedUntilNs + tagPauseNs,
    evidenceHash: args.evidence_hash,
  })
  emit('asset_tagged', {
    asset_id: String(id),
    by: caller(),
    evidence_hash: hexEncode(args.evidence_hash),
    until_ns: String(taggedUntilNs),
  })
}

export function untag(raw: RawArgs<wire.AssetArgs> = input()): void {
  refuseDeposit('untag')
  const { asset_id: id } = decodeArgs(raw, { asset_id: assetId })
  const asset = requireAsset(id)
  if (asset.taggedUntilNs === 0n) failLicensing('ERR_NOT_TAGGED', id)
  const nowNs = blockTimestamp()
  const hasRunOut = nowNs >= asset.taggedUntilNs
  if (!hasRunOut) requireGuardianOrOwner()
  // The pause before another tag counts from when payouts opened again.
  const tagFreeAtNs = hasRunOut ? asset.tagFreeAtNs : nowNs + tagPauseNs
  saveAsset(id, { ...asset, taggedUntilNs: 0n, tagFreeAtNs })
  emit('asset_untagged', { asset_id: String(id), by: caller() })
}
