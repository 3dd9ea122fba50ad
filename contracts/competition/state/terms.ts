/** What never changes about a competition: the numbers of the configuration it was rolled with. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  bytes32,
  type Field,
  type RecordOf,
  record,
  text,
  u8,
  u16,
  u32,
  u64,
  u128,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { tokenIndex } from '../../common/state/tokens.js'
import { fail } from '../errors.js'
import type { CompetitionConfig } from '../interface.js'
import { type AdmissionCode, admissionCode } from '../rules/codes.js'

export const termsRecord = record({
  version: version(1),
  seriesId: u32,
  rolledAtNs: u64,
  configHash: bytes32,
  tier: u8,
  token: u16,
  admission: u8 as Field<AdmissionCode>,
  minSeason: u32,
  maxEntrants: u32,
  prize: u128,
  bondYocto: u128,
  forfeitBps: u16,
  belowBps: u16,
  baseline: u32,
  minRanked: u32,
  evaluatorBondYocto: u128,
  penaltyYocto: u128,
  outlierYocto: u128,
  feeBps: u16,
  committee: u8,
  reserves: u8,
  evaluators: u8,
  quorumBps: u16,
  tolerance: u32,
  benchmarks: u8,
  resourceCredits: u128,
  draftS: u32,
  registrationS: u32,
  commitS: u32,
  revealS: u32,
  seedDelayS: u32,
  evalCommitS: u32,
  evalRevealS: u32,
  challengeS: u32,
  tallyS: u32,
  keepS: u32,
  /** Pays for the competition's own records, and gets that back. */
  rollerId: text,
})

export type Terms = RecordOf<typeof termsRecord>

export function requireTerms(cid: string): Terms {
  return termsRecord.decode(storageRead(`d:${cid}`) ?? fail('ERR_COMPETITION_NOT_FOUND', cid))
}

export function saveTerms(cid: string, terms: Terms): void {
  storageWrite(`d:${cid}`, termsRecord.encode(terms))
}

export function removeTerms(cid: string): void {
  storageRemove(`d:${cid}`)
}

export function termsBytes(cid: string, { rollerId }: Terms): bigint {
  return recordBytes(`d:${cid}`, termsRecord.size + rollerId.length)
}

/** The numbers of a configuration. */
export function termsOf(
  found: CompetitionConfig,
  seriesId: number,
  rolledAtNs: bigint,
  configHash: Uint8Array,
  rollerId: string,
): Terms {
  return {
    seriesId,
    rolledAtNs,
    configHash,
    tier: found.tier,
    token: tokenIndex(found.token),
    admission: admissionCode[found.admission],
    minSeason: found.min_season,
    maxEntrants: found.max_entrants,
    prize: BigInt(found.prize),
    bondYocto: BigInt(found.bond),
    forfeitBps: found.forfeit_bps,
    belowBps: found.below_baseline_bps,
    baseline: found.baseline,
    minRanked: found.min_ranked,
    evaluatorBondYocto: BigInt(found.evaluator_bond),
    penaltyYocto: BigInt(found.non_reveal_penalty),
    outlierYocto: BigInt(found.outlier_penalty),
    feeBps: found.evaluator_fee_bps,
    committee: found.committee,
    reserves: found.reserves,
    evaluators: found.evaluators.length,
    quorumBps: found.quorum_bps,
    tolerance: found.tolerance,
    benchmarks: found.benchmarks.length,
    resourceCredits: BigInt(found.resource_credits),
    draftS: found.draft_s,
    registrationS: found.registration_s,
    commitS: found.commit_s,
    revealS: found.reveal_s,
    seedDelayS: found.seed_delay_s,
    evalCommitS: found.eval_commit_s,
    evalRevealS: found.eval_reveal_s,
    challengeS: found.challenge_s,
    tallyS: found.tally_s,
    keepS: found.keep_s,
    rollerId,
  }
}
