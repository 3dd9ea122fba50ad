/** What never changes about a competition: the numbers of the configuration it was rolled with. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { tokenIndex } from '../../common/state/tokens.js'
import type { TokenIndex } from '../../common/state/totals.js'
import { fail } from '../errors.js'
import type { Admission, CompetitionConfig } from '../interface.js'
import type { Schedule } from '../rules/phase.js'

export type Terms = Schedule & {
  readonly seriesId: number
  readonly configHash: Uint8Array
  readonly tier: number
  readonly token: TokenIndex
  readonly admission: Admission
  readonly minSeason: number
  readonly maxEntrants: number
  readonly prize: bigint
  readonly bondYocto: bigint
  readonly forfeitBps: number
  readonly belowBps: number
  readonly baseline: number
  readonly minRanked: number
  readonly evaluatorBondYocto: bigint
  readonly penaltyYocto: bigint
  readonly quorum: number
  readonly tolerance: number
  readonly benchmarks: number
  readonly resourceCredits: bigint
}

const version = 1
/** Version, series, time, hash, tier, token, admission, season, entrants; amounts and parts; durations. */
const layout = '148h1214466224466124164444444444'

const admissions: readonly Admission[] = ['open', 'list', 'seat']

export function requireTerms(cid: string): Terms {
  const bytes = storageRead(`d:${cid}`) ?? fail('ERR_COMPETITION_NOT_FOUND', cid)
  const record = unpack(layout, bytes)
  return {
    seriesId: record[1],
    rolledAtNs: record[2],
    configHash: record[3],
    tier: record[4],
    token: record[5],
    admission: admissions[record[6]] ?? 'list',
    minSeason: record[7],
    maxEntrants: record[8],
    prize: record[9],
    bondYocto: record[10],
    forfeitBps: record[11],
    belowBps: record[12],
    baseline: record[13],
    minRanked: record[14],
    evaluatorBondYocto: record[15],
    penaltyYocto: record[16],
    quorum: record[17],
    quorumBps: record[18],
    tolerance: record[19],
    benchmarks: record[20],
    resourceCredits: record[21],
    draftS: record[22],
    registrationS: record[23],
    commitS: record[24],
    seedDelayS: record[25],
    revealS: record[26],
    evalCommitS: record[27],
    evalRevealS: record[28],
    challengeS: record[29],
    tallyS: record[30],
    keepS: record[31],
  }
}

/** Saves terms and returns the storage bytes their record takes. */
export function saveTerms(cid: string, terms: Terms): bigint {
  const bytes = pack(layout, [
    version,
    terms.seriesId,
    terms.rolledAtNs,
    terms.configHash,
    terms.tier,
    terms.token,
    admissions.indexOf(terms.admission),
    terms.minSeason,
    terms.maxEntrants,
    terms.prize,
    terms.bondYocto,
    terms.forfeitBps,
    terms.belowBps,
    terms.baseline,
    terms.minRanked,
    terms.evaluatorBondYocto,
    terms.penaltyYocto,
    terms.quorum,
    terms.quorumBps,
    terms.tolerance,
    terms.benchmarks,
    terms.resourceCredits,
    terms.draftS,
    terms.registrationS,
    terms.commitS,
    terms.seedDelayS,
    terms.revealS,
    terms.evalCommitS,
    terms.evalRevealS,
    terms.challengeS,
    terms.tallyS,
    terms.keepS,
  ])
  storageWrite(`d:${cid}`, bytes)
  return recordBytes(`d:${cid}`, bytes)
}

/** Removes terms and returns the bytes freed. */
export function removeTerms(cid: string): bigint {
  const key = `d:${cid}`
  const freed = recordBytes(key, storageRead(key) ?? fail('ERR_COMPETITION_NOT_FOUND', cid))
  storageRemove(key)
  return freed
}

/** The numbers of a configuration. */
export function termsOf(
  found: CompetitionConfig,
  seriesId: number,
  rolledAtNs: bigint,
  configHash: Uint8Array,
): Terms {
  return {
    seriesId,
    rolledAtNs,
    configHash,
    tier: found.tier,
    token: tokenIndex(found.token),
    admission: found.admission,
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
    quorum: found.quorum,
    quorumBps: found.quorum_bps,
    tolerance: found.tolerance,
    benchmarks: found.benchmarks.length,
    resourceCredits: BigInt(found.resource_credits),
    draftS: found.draft_s,
    registrationS: found.registration_s,
    commitS: found.commit_s,
    seedDelayS: found.seed_delay_s,
    revealS: found.reveal_s,
    evalCommitS: found.eval_commit_s,
    evalRevealS: found.eval_reveal_s,
    challengeS: found.challenge_s,
    tallyS: found.tally_s,
    keepS: found.keep_s,
  }
}
