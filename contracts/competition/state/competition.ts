/** What changes about a competition. One record of constant size. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import {
  bytes,
  bytes32,
  type Field,
  type RecordOf,
  record,
  u8,
  u16,
  u32,
  u64,
  u128,
  version,
} from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'
import { maxEvaluators } from '../limits.js'
import type { EndCode } from '../rules/codes.js'

const byEvaluator = bytes(maxEvaluators * 4)

export const competitionRecord = record({
  version: version(1),
  end: u8 as Field<EndCode>,
  /** 0 until the prize is in escrow. */
  openedAtNs: u64,
  /** 0 until final. */
  finalisedAtNs: u64,
  /** In the prize's token. */
  escrow: u128,
  /** Entry ids given. */
  lastEntryId: u32,
  /** Entries there are, and those of them that were admitted. */
  live: u32,
  admitted: u32,
  /** Order numbers given to commitments. */
  commits: u32,
  revealed: u32,
  /** Entries given up after registration. */
  withdrawn: u32,
  tallied: u32,
  /** Tallied entries of which a majority of a committee gave scores that count. */
  quorate: u32,
  ranked: u32,
  below: u32,
  duplicates: u32,
  /** Records that hang on this one: funders, scores, enrolments. */
  funders: u32,
  slots: u32,
  enrolled: u8,
  /** Evaluators that ever enrolled, their number, and those that showed their salts. */
  enrolledMask: u16,
  enlisted: u8,
  saltMask: u16,
  salts: bytes32,
  seed: bytes32,
  /** 0 until the seed is fixed. */
  seedHeight: u64,
  resultsRoot: bytes32,
  /** NEAR shared out like the prize; what silence cost, among those who revealed, when evaluation came to nothing. */
  forfeitedYocto: u128,
  /** Of the escrow, what the evaluators are paid. */
  fees: u128,
  residualPrize: u128,
  residualYocto: u128,
  weightSum: u32,
  places: u8,
  placesFixed: u8,
  /** Of void competitions: how many who revealed have not had their part of what was forfeited. */
  sharesLeft: u32,
  /** Scores owed and not opened, outliers, and scores that earn a fee. */
  missed: byEvaluator,
  flagged: byEvaluator,
  earned: byEvaluator,
})

export type Competition = RecordOf<typeof competitionRecord>

export const newCompetition: Competition = competitionRecord.decode(
  new Uint8Array(competitionRecord.size),
)

export function requireCompetition(cid: string): Competition {
  return competitionRecord.decode(storageRead(`c:${cid}`) ?? fail('ERR_COMPETITION_NOT_FOUND', cid))
}

export function saveCompetition(cid: string, competition: Competition): void {
  storageWrite(`c:${cid}`, competitionRecord.encode(competition))
}

export function removeCompetition(cid: string): void {
  storageRemove(`c:${cid}`)
}

export function competitionBytes(cid: string): bigint {
  return recordBytes(`c:${cid}`, competitionRecord.size)
}
