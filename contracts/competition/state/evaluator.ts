/** Evaluators' bonds and what became of their rounds. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { fail } from '../errors.js'

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

const version = 1
const layout = '16668444'
const recordLength = 1 + 48 + 8 + 12

export const newEvaluator: Evaluator = {
  bondYocto: 0n,
  stakedYocto: 0n,
  unbondingYocto: 0n,
  unbondAtNs: 0n,
  rounds: 0,
  missed: 0,
  flagged: 0,
}

export function loadEvaluator(accountId: string): Evaluator | undefined {
  const bytes = storageRead(`w:${accountId}`)
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
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
  return loadEvaluator(accountId) ?? fail('ERR_NO_BOND', accountId)
}

export function saveEvaluator(accountId: string, evaluator: Evaluator): void {
  const { bondYocto, stakedYocto, unbondingYocto, unbondAtNs, rounds, missed, flagged } = evaluator
  const amounts = [bondYocto, stakedYocto, unbondingYocto, unbondAtNs] as const
  const bytes = pack(layout, [version, ...amounts, rounds, missed, flagged])
  storageWrite(`w:${accountId}`, bytes)
}

export function removeEvaluator(accountId: string): void {
  storageRemove(`w:${accountId}`)
}

export function evaluatorBytes(accountId: string): bigint {
  return BigInt(2 + accountId.length + recordLength + 40)
}

export function freeBond({ bondYocto, stakedYocto, unbondingYocto }: Evaluator): bigint {
  return bondYocto - stakedYocto - unbondingYocto
}
