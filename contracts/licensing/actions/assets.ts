/** Registering, accepting, dropping and sealing assets. */
import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import {
  chargeRecords,
  chargeStorage,
  releaseRecords,
  releaseStorage,
} from '../../common/money/credits.js'
import { acceptOnce } from '../../common/state/inbox.js'
import { near } from '../../common/state/totals.js'
import { zeroBytes32 } from '../../common/wire/bytes.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import type { AssetKind } from '../interface.js'
import { pendingAfterNs, sealAfterNs } from '../limits.js'
import type { NewAsset, WonEntry } from '../rules/decoders.js'
import { heldOf, newFlow } from '../rules/flow.js'
import { assetKinds } from '../rules/words.js'
import {
  type Asset,
  assetBytes,
  assetFlags,
  isFlagged,
  removeAsset,
  requireAsset,
  saveAsset,
} from '../state/asset.js'
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
import { requireOwnerOf } from './access.js'

const openKinds: readonly AssetKind[] = ['model', 'dataset', 'run']

type Content = Pick<Asset, 'ownerId' | 'artifactRoot' | 'manifestRoot'> & {
  readonly kind: AssetKind
}

export function registerAsset(ownerId: string, args: NewAsset): number {
  const config = loadConfig()
  if (openKinds.indexOf(args.kind) < 0) fail('ERR_ASSET_KIND', args.kind)
  const poolPpm = args.pool_ppm ?? config.poolPpm
  if (poolPpm < config.poolPpm) fail('ERR_POOL_SHARE', poolPpm, config.poolPpm)
  const origin = artifactKey(ownerId, args.artifact_root)
  const known = loadOrigin(origin)
  if (known !== undefined) fail('ERR_ASSET_EXISTS', known)
  const content = {
    kind: args.kind,
    ownerId,
    artifactRoot: args.artifact_root,
    manifestRoot: args.manifest_root,
  }
  const { id, bytes } = create(draft(content, config, poolPpm, args.pool_id ?? 0n, true), origin)
  chargeRecords(ownerId, bytes)
  return id
}

/** The competition's winner becomes a pending asset, once; an artefact that is an asset already stays that one. */
export function registerFromEntry(config: Config, args: WonEntry): number {
  const { competitionId } = config
  const entry = entryKey(args.cid, args.entry_id)
  const made = loadOrigin(entry)
  acceptOnce(competitionId, near, args.outbox_id)
  if (made !== undefined) return made
  const origin = artifactKey(args.account_id, args.artifact_root)
  const known = loadOrigin(origin)
  if (known !== undefined) {
    // The owner was faster: the entry is the asset that exists.
    chargeRecords(competitionId, saveOrigin(entry, known))
    return known
  }
  const content: Content = {
    kind: 'model',
    ownerId: args.account_id,
    artifactRoot: args.artifact_root,
    manifestRoot: args.manifest_root,
  }
  const { id, bytes } = create(draft(content, config, config.poolPpm, 0n, false), origin)
  chargeRecords(competitionId, bytes + saveOrigin(entry, id))
  return id
}

export function acceptAsset(id: number): void {
  const asset = requireAsset(id)
  requireOwnerOf(asset)
  if (isFlagged(asset, 'accepted')) fail('ERR_NOT_PENDING', id)
  const sealByNs = blockTimestamp() + sealAfterNs
  saveAsset(id, { ...asset, flags: asset.flags | assetFlags.accepted, sealByNs })
  const bytes = basicBytes(id, asset)
  releaseStorage(loadConfig().competitionId, bytes)
  chargeStorage(asset.ownerId, bytes)
  emit('asset_accepted', { asset_id: String(id), owner_id: asset.ownerId })
}

export function dropPending(id: number): void {
  const asset = requireAsset(id)
  if (isFlagged(asset, 'accepted') || isFlagged(asset, 'sealed')) fail('ERR_NOT_PENDING', id)
  const nowNs = blockTimestamp()
  if (caller() !== asset.ownerId && nowNs < asset.sealByNs) {
    fail('ERR_DROP_EARLY', asset.sealByNs, nowNs)
  }
  const flow = loadFlow(id, near)
  if (flow !== undefined && heldOf(flow) > 0n) fail('ERR_ASSET_IN_USE', id)
  const bytes = basicBytes(id, asset)
  removeAsset(id)
  removeFlow(id, near)
  removeOrigin(artifactKey(asset.ownerId, asset.artifactRoot))
  releaseRecords(loadConfig().competitionId, bytes)
  emit('asset_dropped', { asset_id: String(id) })
}

export function sealAsset(id: number): void {
  const asset = requireAsset(id)
  if (isFlagged(asset, 'sealed')) fail('ERR_ASSET_SEALED', id)
  const nowNs = blockTimestamp()
  if (nowNs < asset.sealByNs) {
    if (!isFlagged(asset, 'accepted')) fail('ERR_ASSET_PENDING', id)
    if (caller() !== asset.ownerId) fail('ERR_SEAL_EARLY', asset.sealByNs, nowNs)
  }
  saveAsset(id, { ...asset, flags: asset.flags | assetFlags.sealed })
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
    kind: assetKinds.indexOf(content.kind),
    flags: isAccepted ? assetFlags.accepted : 0,
    feePpm: config.feePpm,
    poolPpm,
    stackPpm: 0,
    poolId,
    parents: 0,
    ancestors: 0,
    epoch: 0,
    offers: 0,
    splitFromNs: 0n,
    flows: 1,
    sealByNs: blockTimestamp() + (isAccepted ? sealAfterNs : pendingAfterNs),
    expiresAtNs: 0n,
    reciprocalPpm: 0,
    taggedUntilNs: 0n,
    tagFreeAtNs: 0n,
    evidenceHash: zeroBytes32,
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
    kind: assetKinds[asset.kind] ?? '',
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
