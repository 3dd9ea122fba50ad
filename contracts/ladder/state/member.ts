/** Members of a pool. */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { bool, type RecordOf, record, u128, u256, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { fail } from '../errors.js'

export const memberRecord = record({
  version: version(1),
  isRefunded: bool,
  shares: u128,
  countedTo: u256,
  numerator: u256,
})

/** Its storage is the member's. */
export type Member = RecordOf<typeof memberRecord>

export function loadMember(poolId: bigint, accountId: string): Member | undefined {
  const bytes = storageRead(`d:${poolId}:${accountId}`)
  return bytes === undefined ? undefined : memberRecord.decode(bytes)
}

export function requireMember(poolId: bigint, accountId: string): Member {
  return loadMember(poolId, accountId) ?? fail('ERR_NOT_MEMBER', accountId, poolId)
}

export function saveMember(poolId: bigint, accountId: string, member: Member): void {
  storageWrite(`d:${poolId}:${accountId}`, memberRecord.encode(member))
}

export function removeMember(poolId: bigint, accountId: string): void {
  storageRemove(`d:${poolId}:${accountId}`)
}

export function memberBytes(poolId: bigint, accountId: string): bigint {
  return recordBytes(`d:${poolId}:${accountId}`, memberRecord.size)
}
