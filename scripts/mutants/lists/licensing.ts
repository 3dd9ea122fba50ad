import type { Mutant } from '../mutant.js'

export const licensingMutants: readonly Mutant[] = [
  {
    file: 'licensing/actions/revenue.ts',
    find: '  requireOpen(childId)',
    replace: '  requireAsset(childId)',
    first: ['invariants', 'lifecycle'],
  },
  {
    file: 'licensing/actions/assets.ts',
    find: "if (flow !== undefined && heldOf(flow) > 0n) fail('ERR_ASSET_IN_USE', id)",
    replace: '',
    first: ['refusals', 'lifecycle'],
  },
  {
    file: 'licensing/actions/assets.ts',
    find: 'if (caller() !== asset.ownerId && nowNs < asset.sealByNs)',
    replace: 'if (false)',
    first: ['refusals'],
  },
  {
    file: 'licensing/actions/disputes.ts',
    find: 'const hasRunOut = nowNs >= asset.taggedUntilNs',
    replace: 'const hasRunOut = false',
    first: ['invariants', 'refusals'],
  },
  {
    file: 'licensing/actions/disputes.ts',
    find: 'hasRunOut ? asset.tagFreeAtNs : nowNs + tagPauseNs',
    replace: 'nowNs + tagPauseNs',
    first: ['invariants'],
  },
  {
    file: 'licensing/actions/disputes.ts',
    find: "if (nowNs < asset.tagFreeAtNs) fail('ERR_TAG_PAUSE', id, asset.tagFreeAtNs)",
    replace: '',
    first: ['refusals'],
  },
  {
    file: 'licensing/rules/terms.ts',
    find: 'return terms.royaltyPpm < inherited.reciprocalPpm',
    replace: 'return false',
    first: ['rights', 'refusals'],
  },
  {
    file: 'licensing/actions/treasury.ts',
    find: 'blockTimestamp() < flow.forwardedAtNs + forwardExpiresNs',
    replace: 'false',
    first: ['invariants', 'lifecycle'],
  },
  {
    file: 'licensing/actions/nft-transfer.ts',
    find: 'if (!hasRoomFor(ownerId, id, licence)) return true',
    replace: '',
    first: ['rights', 'lifecycle'],
  },
  {
    file: 'licensing/actions/revenue.ts',
    find: 'poolDue(asset, current) === 0n ? poolOf(asset, nowNs) : current.poolId',
    replace: 'poolOf(asset, nowNs)',
    first: ['invariants', 'refusals'],
  },
  {
    file: 'licensing/state/config.ts',
    find: 'comingFromNs !== 0n && nowNs >= comingFromNs',
    replace: 'comingFromNs !== 0n',
    first: ['invariants'],
  },
  {
    file: 'licensing/actions/revenue.ts',
    find: 'if (!acceptOnce(senderId, token, args.outbox_id)) return false',
    replace: '',
    first: ['invariants', 'lifecycle'],
  },
  {
    file: 'licensing/actions/access.ts',
    find: "if (blockTimestamp() < asset.taggedUntilNs) fail('ERR_ASSET_TAGGED', id, asset.taggedUntilNs)",
    replace: '',
    first: ['refusals'],
  },
  {
    file: 'licensing/actions/links.ts',
    find: 'Math.max(asset.reciprocalPpm, terms.royaltyPpm)',
    replace: 'terms.royaltyPpm',
    first: ['rights', 'refusals', 'properties'],
  },
]
