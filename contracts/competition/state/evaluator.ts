/** Evaluators' bonds and what became of their rounds. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u32, u64, u128, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export const evaluatorRecord = record({
  version: version(1),
  /** All of it: free, staked and unbonding. */
  bondYocto: u128,
  stakedYocto: u128,
  unbondingYocto: u128,
  unbondAtNs: u64,
  /** When its last round was settled; its record outlives that by a year. */
  lastRoundNs: u64,
  rounds: u32,
  missed: u32,
  flagged: u32,
})

export type Evaluator = RecordOf<typeof evaluatorRecord>

export const newEvaluator: Evaluator = evaluatorRecord.decode(new Uint8Array(evaluatorRecord.size))

export function loadEvaluator(accountId: string): Evaluator | undefined {
  const bytes = storageRead(`w:${accountId}`)
  return bytes === undefined ? undefined : evaluatorRecord.decode(bytes)
}

export function requireEvaluator(accountId: string): Evaluator {
  return loadEvaluator(accountId) ?? fail('ERR_NO_BOND', accountId)
}

export function saveEvaluator(accountId: string, evaluator: Evaluator): void {
  storageWrite(`w:${accountId}`, evaluatorRecord.encode(evaluator))
}

export function removeEvaluator(accountId: string): void {
  storageRemove(`w:${accountId}`)
}

export function evaluatorBytes(accountId: string): bigint {
  return recordBytes(`w:${accountId}`, evaluatorRecord.size)
}

export function freeBond({ bondYocto, stakedYocto, unbondingYocto }: Evaluator): bigint {
  return bondYocto - stakedYocto - unbondingYocto
}
