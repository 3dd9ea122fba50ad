/** Registering, accepting, dropping and sealing assets. */
import { blockTimestamp, hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { chargeStorage, releaseStorage } from '../../common/money/credits.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { acceptOnce } from '../../common/state/inbox.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { accountId, decodeArgs, hex, integer, oneOf, optional, u64 } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { assetId, chargeRecords, requireAsset, requireNeighbour } from './access.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import { features, maxPoolPpm, pendingAfterNs, sealAfterNs } from '../limits.js'
import { heldOf, newFlow } from '../rules/flow.js'
import { type Asset, assetBytes, kinds, removeAsset, saveAsset } from '../state/asset.js'
import { type Config, loadConfig } from '../state/config.js'
import { loadCounters, saveCounters } from '../state/counters.js'
import { flowBytes, loadFlow, removeFlow, saveFlow } from '../state/flow.js'
import {
  artifactKey,
  entryKey,
  loadOrigin,
  originBytes,
  removeOrigin,
  saveOrigin,
} from '../state/origins.js'

const openKinds: readonly wire.AssetKind[] = ['model', 'dataset', 'run']
const noHash = new Uint8Array(32)

type Content = Pick<Asset, 'kind' | 'ownerId' | 'artifactRoot' | 'manifestRoot'>

export function register_asset(raw: RawArgs<wire.RegisterAssetArgs> = input()): wire.DecimalU64 {
  refuseDeposit('register_asset')
  const args = decodeArgs(raw, {
    kind: oneOf(...kinds),
    artifact_root: hex(32),
    manifest_root: hex(32),
    pool_ppm: optional(integer(0, maxPoolPpm)),
    pool_id: optional(u64),
  })
  requireNotPaused(features.register, 'registering')
  const config = loadConfig()
  const ownerId = caller()
  if (openKinds.indexOf(args.kind) < 0) failLicensing('ERR_ASSET_KIND', args.kind)
  const poolPpm = args.pool_ppm ?? config.poolPpm
  if (poolPpm < config.poolPpm) failLicensing('ERR_POOL_SHARE', poolPpm, config.poolPpm)
  const key = artifactKey(ownerId, args.artifact_root)
  const known = loadOrigin(key)
  if (known !== undefined) failLicensing('ERR_ASSET_EXISTS', known)
  const content = {
    kind: args.kind,
    ownerId,
    artifactRoot: args.artifact_root,
    manifestRoot: args.manifest_root,
  }
  const asset = draft(content, config, poolPpm, args.pool_id ?? 0n, true)
  const { id, bytes } = create(asset, key)
  chargeRecords(ownerId, bytes)
  return reply(String(id))
}

export function register_from_entry(
  raw: RawArgs<wire.RegisterFromEntryArgs> = input(),
): wire.DecimalU64 {
  refuseDeposit('register_from_entry')
  const args = decodeArgs(raw, {
    cid: u64,
    entry_id: u64,
    account_id: accountId,
    artifact_root: hex(32),
    manifest_root: hex(32),
    outbox_id: u64,
  })
  const config = loadConfig()
  const competitionId = caller()
  requireNeighbour(competitionId, config.competitionId)
  const entry = entryKey(args.cid, args.entry_id)
  const made = loadOrigin(entry)
  acceptOnce(competitionId, args.outbox_id)
  if (made !== undefined) return reply(String(made))
  const artifact = artifactKey(args.account_id, args.artifact_root)
  const known = loadOrigin(artifact)
  if (known !== undefined) {
    // The owner was faster: the entry is the asset that exists.
    chargeRecords(competitionId, saveOrigin(entry, known))
    return reply(String(known))
  }
  const content: Content = {
    kind: 'model',
    ownerId: args.account_id,
    artifactRoot: args.artifact_root,
    manifestRoot: args.manifest_root,
  }
  const { id, bytes } = create(draft(content, config, config.poolPpm, 0n, false), artifact)
  chargeRecords(competitionId, bytes + saveOrigin(entry, id))
  return reply(String(id))
}

export function accept_asset(raw: RawArgs<wire.AssetArgs> = input()): void {
  refuseDeposit('accept_asset')
  const { asset_id: id } = decodeArgs(raw, { asset_id: assetId })
  const asset = requireAsset(id)
  const ownerId = caller()
  if (ownerId !== asset.ownerId) failLicensing('ERR_NOT_ASSET_OWNER', ownerId)
  if (asset.isAccepted) failLicensing('ERR_NOT_PENDING', id)
  const sealByNs = blockTimestamp() + sealAfterNs
  saveAsset(id, { ...asset, isAccepted: true, sealByNs })
  const bytes = basicBytes(id, asset)
  releaseStorage(loadConfig().competitionId, bytes)
  chargeStorage(ownerId, bytes)
  emit('asset_accepted', { asset_id: String(id), owner_id: ownerId })
}

export function drop_pending(raw: RawArgs<wire.AssetArgs> = input()): void {
  refuseDeposit('drop_pending')
  const { asset_id: id } = decodeArgs(raw, { asset_id: assetId })
  const asset = requireAsset(id)
  if (asset.isAccepted || asset.isSealed) failLicensing('ERR_NOT_PENDING', id)
  const nowNs = blockTimestamp()
  if (caller() !== asset.ownerId && nowNs < asset.sealByNs) {
    failLicensing('ERR_DROP_EARLY', asset.sealByNs, nowNs)
  }
  const flow = loadFlow(id, near)
  // Flows that others opened would be lost, and so would money in them.
  if (asset.flows > 1 || (flow !== undefined && heldOf(flow) > 0n)) {
    failLicensing('ERR_ASSET_IN_USE', id)
  }
  const bytes = basicBytes(id, asset)
  removeAsset(id)
  removeFlow(id, near)
  removeOrigin(artifactKey(asset.ownerId, asset.artifactRoot))
  releaseStorage(loadConfig().competitionId, bytes)
  changeTotals(near, { usedBytes: -bytes })
  emit('asset_dropped', { asset_id: String(id) })
}

export function seal(raw: RawArgs<wire.AssetArgs> = input()): void {
  refuseDeposit('seal')
  const { asset_id: id } = decodeArgs(raw, { asset_id: assetId })
  const asset = requireAsset(id)
  if (asset.isSealed) failLicensing('ERR_ASSET_SEALED', id)
  const nowNs = blockTimestamp()
  if (nowNs < asset.sealByNs) {
    if (!asset.isAccepted) failLicensing('ERR_ASSET_PENDING', id)
    if (caller() !== asset.ownerId) failLicensing('ERR_SEAL_EARLY', asset.sealByNs, nowNs)
  }
  saveAsset(id, { ...asset, isSealed: true })
  emit('asset_sealed', { asset_id: String(id), stack_ppm: asset.stackPpm })
}

function draft(
  content: Content,
  config: Config,
  poolPpm: number,
  poolId: bigint,
  isAccepted: boolean,
): Asset {
  return {
    ...content,
    feePpm: config.feePpm,
    poolPpm,
    stackPpm: 0,
    isAccepted,
    isSealed: false,
    poolId,
    parents: 0,
    ancestors: 0,
    epoch: 0,
    offers: 0,
    flows: 1,
    sealByNs: blockTimestamp() + (isAccepted ? sealAfterNs : pendingAfterNs),
    expiresAtNs: 0n,
    isNonCommercial: false,
    reciprocalPpm: undefined,
    taggedUntilNs: 0n,
    tagFreeAtNs: 0n,
    evidenceHash: noHash,
  }
}

/** Writes a new asset with its NEAR flow and where it comes from. */
function create(asset: Asset, origin: Uint8Array): { readonly id: number; readonly bytes: bigint } {
  const counters = loadCounters()
  const id = counters.assets + 1
  saveCounters({ ...counters, assets: id })
  saveAsset(id, asset)
  saveFlow(id, near, newFlow(0))
  saveOrigin(origin, id)
  emit('asset_registered', {
    asset_id: String(id),
    kind: asset.kind,
    owner_id: asset.ownerId,
    artifact_root: hexEncode(asset.artifactRoot),
  })
  return { id, bytes: basicBytes(id, asset) }
}

/** Bytes of the records that every asset has. */
function basicBytes(id: number, asset: Asset): bigint {
  const origin = originBytes(artifactKey(asset.ownerId, asset.artifactRoot))
  return assetBytes(id, asset) + flowBytes(id, near) + origin
}
