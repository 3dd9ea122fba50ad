/** Evaluators' bonds, and their enrolments in competitions. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { failCompetition } from '../errors.js'

export type Evaluator = {
  /** All of it: free, staked and unbonding. */
  readonly bondYocto: bigint
  readonly stakedYocto: bigint
  readonly unbondingYocto: bigint
  readonly unbondAtNs: bigint
  readonly rounds: number
  readonly missed: number
  readonly flagged: number
}

export type Enrolment = {
  /** Place in the configuration's list. */
  readonly index: number
  readonly saltHash: Uint8Array
  readonly isSaltRevealed: boolean
}

const version = 1
const evaluatorLayout = '16668444'
const evaluatorLength = 1 + 48 + 8 + 12
const enrolmentLayout = '111h'
const enrolmentLength = 35

export function loadEvaluator(accountId: string): Evaluator | undefined {
  const bytes = storageRead(`w:${accountId}`)
  if (bytes === undefined) return undefined
  const record = unpack(evaluatorLayout, bytes)
  return {
    bondYocto: record[1],
    stakedYocto: record[2],
    unbondingYocto: record[3],
    unbondAtNs: record[4],
    rounds: record[5],
    missed: record[6],
    flagged: record[7],
  }
}

export function requireEvaluator(accountId: string): Evaluator {
  return loadEvaluator(accountId) ?? failCompetition('ERR_NO_BOND', accountId)
}

export function saveEvaluator(accountId: string, evaluator: Evaluator): void {
  const { bondYocto, stakedYocto, unbondingYocto, unbondAtNs, rounds, missed, flagged } = evaluator
  const amounts = [bondYocto, stakedYocto, unbondingYocto, unbondAtNs] as const
  const bytes = pack(evaluatorLayout, [version, ...amounts, rounds, missed, flagged])
  storageWrite(`w:${accountId}`, bytes)
}

export function removeEvaluator(accountId: string): void {
  storageRemove(`w:${accountId}`)
}

export function evaluatorBytes(accountId: string): bigint {
  return BigInt(2 + accountId.length + evaluatorLength + 40)
}

export function freeBond({ bondYocto, stakedYocto, unbondingYocto }: Evaluator): bigint {
  return bondYocto - stakedYocto - unbondingYocto
}

export function loadEnrolment(cid: string, accountId: string): Enrolment | undefined {
  const bytes = storageRead(`v:${cid}:${accountId}`)
  if (bytes === undefined) return undefined
  const record = unpack(enrolmentLayout, bytes)
  return { index: record[1], isSaltRevealed: record[2] === 1, saltHash: record[3] }
}

export function requireEnrolment(cid: string, accountId: string): Enrolment {
  return loadEnrolment(cid, accountId) ?? failCompetition('ERR_NOT_ENROLLED', accountId, cid)
}

export function saveEnrolment(cid: string, accountId: string, enrolment: Enrolment): void {
  const { index, isSaltRevealed, saltHash } = enrolment
  const bytes = pack(enrolmentLayout, [version, index, isSaltRevealed ? 1 : 0, saltHash])
  storageWrite(`v:${cid}:${accountId}`, bytes)
}

export function removeEnrolment(cid: string, accountId: string): void {
  storageRemove(`v:${cid}:${accountId}`)
}

export function enrolmentBytes(cid: string, accountId: string): bigint {
  return BigInt(3 + cid.length + accountId.length + enrolmentLength + 40)
}
