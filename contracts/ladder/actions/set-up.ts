/** The contract's set-up. */
import { blockTimestamp } from '@research-hub/compiler/host'
import { initGovernance } from '../../common/state/governance.js'
import type { Decoded } from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import type { initFields } from '../rules/decoders.js'
import { saveConfig } from '../state/config.js'
import { setUpTiers } from './tiers.js'

export function setUp(args: Decoded<typeof initFields>): void {
  const { owner_id: ownerId, guardian_id: guardianId, tiers } = args
  if (args.standing_s >= args.season_s) fail('ERR_ARGS', 'standing_s', 'not below season_s')
  initGovernance(ownerId, guardianId)
  saveConfig({
    competitionId: args.competition_id,
    licensingId: args.licensing_id,
    identityId: args.identity_id ?? '',
    genesisNs: args.genesis_ns ?? blockTimestamp(),
    seasonNs: BigInt(args.season_s) * nsPerSecond,
    standingNs: BigInt(args.standing_s) * nsPerSecond,
    offerNs: BigInt(args.offer_s) * nsPerSecond,
    vetoNs: BigInt(args.veto_s) * nsPerSecond,
    tiers: tiers.length,
  })
  setUpTiers(tiers)
  emit('initialized', { owner_id: ownerId, tiers: tiers.length })
}
