/** What changes about a competition. One record of constant size. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type FieldsOf, pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { zeroBytes32 } from '../../common/wire/bytes.js'
import { fail } from '../errors.js'
import type { Progress } from '../rules/phase.js'

export type Competition = Progress & {
  /** In the prize's token. */
  readonly escrow: bigint
  /** Entry ids given. */
  readonly lastEntryId: number
  /** Entries there are, and those of them that were admitted. */
  readonly live: number
  readonly admitted: number
  /** Order numbers given to commitments. */
  readonly commits: number
  readonly tallied: number
  readonly ranked: number
  readonly below: number
  readonly duplicates: number
  /** Records that hang on this one: funders, enrolments, scores. */
  readonly funders: number
  readonly enrolled: number
  readonly slots: number
  readonly salts: Uint8Array
  readonly seed: Uint8Array
  /** 0 until the seed is fixed. */
  readonly seedHeight: bigint
  readonly resultsRoot: Uint8Array
  /** NEAR shared out like the prize. */
  readonly forfeitedYocto: bigint
  readonly residualPrize: bigint
  readonly residualYocto: bigint
  readonly weightSum: number
  readonly places: number
  readonly placesFixed: number
  /** By evaluator, in the configuration's order: unrevealed scores, flags. */
  readonly pending: readonly number[]
  readonly flagged: readonly number[]
}

const version = 1
/** Version, flags, times, escrow, counts, hashes, final amounts, and two counts for each of seven evaluators. */
const layout = '1188644444444444441hh8h66641144444444444444'

export const newCompetition: Competition = {
  isCancelled: false,
  isVoid: false,
  openedAtNs: 0n,
  finalisedAtNs: 0n,
  escrow: 0n,
  lastEntryId: 0,
  live: 0,
  admitted: 0,
  commits: 0,
  revealed: 0,
  quorateFirst: 0,
  quorateSecond: 0,
  tallied: 0,
  ranked: 0,
  below: 0,
  duplicates: 0,
  funders: 0,
  slots: 0,
  enrolled: 0,
  salts: zeroBytes32,
  seed: zeroBytes32,
  seedHeight: 0n,
  resultsRoot: zeroBytes32,
  forfeitedYocto: 0n,
  residualPrize: 0n,
  residualYocto: 0n,
  weightSum: 0,
  places: 0,
  placesFixed: 0,
  pending: [0, 0, 0, 0, 0, 0, 0],
  flagged: [0, 0, 0, 0, 0, 0, 0],
}

export function requireCompetition(cid: string): Competition {
  const bytes = storageRead(`c:${cid}`) ?? fail('ERR_COMPETITION_NOT_FOUND', cid)
  return decode(unpack(layout, bytes))
}

/** Saves a competition and returns the storage bytes its record takes. */
export function saveCompetition(cid: string, competition: Competition): bigint {
  const bytes = pack(layout, encode(competition))
  storageWrite(`c:${cid}`, bytes)
  return recordBytes(`c:${cid}`, bytes)
}

/** Removes a competition and returns the bytes freed. */
export function removeCompetition(cid: string): bigint {
  const key = `c:${cid}`
  const freed = recordBytes(key, storageRead(key) ?? fail('ERR_COMPETITION_NOT_FOUND', cid))
  storageRemove(key)
  return freed
}

function encode(competition: Competition): FieldsOf<typeof layout> {
  const { pending, flagged } = competition
  return [
    version,
    (competition.isCancelled ? 1 : 0) | (competition.isVoid ? 2 : 0),
    competition.openedAtNs,
    competition.finalisedAtNs,
    competition.escrow,
    competition.lastEntryId,
    competition.live,
    competition.admitted,
    competition.commits,
    competition.revealed,
    competition.quorateFirst,
    competition.quorateSecond,
    competition.tallied,
    competition.ranked,
    competition.below,
    competition.duplicates,
    competition.funders,
    competition.slots,
    competition.enrolled,
    competition.salts,
    competition.seed,
    competition.seedHeight,
    competition.resultsRoot,
    competition.forfeitedYocto,
    competition.residualPrize,
    competition.residualYocto,
    competition.weightSum,
    competition.places,
    competition.placesFixed,
    pending[0] ?? 0,
    pending[1] ?? 0,
    pending[2] ?? 0,
    pending[3] ?? 0,
    pending[4] ?? 0,
    pending[5] ?? 0,
    pending[6] ?? 0,
    flagged[0] ?? 0,
    flagged[1] ?? 0,
    flagged[2] ?? 0,
    flagged[3] ?? 0,
    flagged[4] ?? 0,
    flagged[5] ?? 0,
    flagged[6] ?? 0,
  ]
}

function decode(record: FieldsOf<typeof layout>): Competition {
  return {
    isCancelled: (record[1] & 1) !== 0,
    isVoid: (record[1] & 2) !== 0,
    openedAtNs: record[2],
    finalisedAtNs: record[3],
    escrow: record[4],
    lastEntryId: record[5],
    live: record[6],
    admitted: record[7],
    commits: record[8],
    revealed: record[9],
    quorateFirst: record[10],
    quorateSecond: record[11],
    tallied: record[12],
    ranked: record[13],
    below: record[14],
    duplicates: record[15],
    funders: record[16],
    slots: record[17],
    enrolled: record[18],
    salts: record[19],
    seed: record[20],
    seedHeight: record[21],
    resultsRoot: record[22],
    forfeitedYocto: record[23],
    residualPrize: record[24],
    residualYocto: record[25],
    weightSum: record[26],
    places: record[27],
    placesFixed: record[28],
    pending: record.slice(29, 36) as number[],
    flagged: record.slice(36, 43) as number[],
  }
}
