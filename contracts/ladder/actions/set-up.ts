/** The contract's set-up. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { initGovernance } from '../../common/state/governance.js'
import { requireOthers } from '../../common/wire/caller.js'
import type { Decoded } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import { latestGenesisNs } from '../limits.js'
import type { initFields } from '../rules/decoders.js'
import { saveConfig } from '../state/config.js'
import { setUpTiers } from './tiers.js'

export function setUp(args: Decoded<typeof initFields>): void {
  const { owner_id: ownerId, guardian_id: guardianId, tiers } = args
  if (args.standing_s >= args.season_s) fail('ERR_ARGS', 'standing_s', 'not below season_s')
  const { competition_id, licensing_id, identity_id } = args
  requireOthers({ competition_id, licensing_id, ...(identity_id && { identity_id }) })
  const nowNs = blockTimestamp()
  const genesisNs = args.genesis_ns ?? nowNs
  if (genesisNs > nowNs + latestGenesisNs) fail('ERR_ARGS', 'genesis_ns', 'more than a year ahead')
  requireSizes(tiers.map(({ size }) => size))
  initGovernance(ownerId, guardianId)
  saveConfig({
    competitionId: competition_id,
    licensingId: licensing_id,
    identityId: identity_id ?? '',
    genesisNs,
    seasonNs: BigInt(args.season_s) * nsPerSecond,
    standingNs: BigInt(args.standing_s) * nsPerSecond,
    offerNs: BigInt(args.offer_s) * nsPerSecond,
    vetoNs: BigInt(args.veto_s) * nsPerSecond,
    tiers: tiers.length,
  })
  setUpTiers(tiers)
  emit('initialized', { owner_id: ownerId, tiers: tiers.length })
}

/** Tiers are told apart by their sizes. */
function requireSizes(sizes: readonly string[]): void {
  for (const [tier, size] of sizes.entries()) {
    if (size === '' || sizes.indexOf(size) < tier)
      fail('ERR_ARGS', 'tiers', `size "${size}" of ${tier}`)
  }
}
