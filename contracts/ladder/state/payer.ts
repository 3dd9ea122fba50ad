/** The pool that pays a competition: what a competition returns must have one pool to go to. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { record, u64, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'

export const payerRecord = record({ version: version(1), poolId: u64 })

/** Zero when none does. */
export function payerOf(cid: string): bigint {
  const bytes = storageRead(`z:${cid}`)
  return bytes === undefined ? 0n : payerRecord.decode(bytes).poolId
}

export function savePayer(cid: string, poolId: bigint): void {
  storageWrite(`z:${cid}`, payerRecord.encode({ poolId }))
}

export function payerBytes(cid: string): bigint {
  return recordBytes(`z:${cid}`, payerRecord.size)
}
