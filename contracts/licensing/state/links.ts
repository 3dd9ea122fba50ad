/** Parents of an asset and the flattened shares of its ancestors: one list each. */
import { storageRead, storageWrite } from '@research-hub/compiler/host'
import { bytes32, type RecordOf, record, u32 } from '../../common/state/record.js'
import { decodeList, encodeList } from '../../common/state/record-list.js'
import type { Ancestor } from '../rules/ancestors.js'

export const parentRecord = record({ id: u32, sharePpm: u32, termsHash: bytes32 })
export const ancestorRecord = record({ id: u32, ppm: u32 })
export type Parent = RecordOf<typeof parentRecord>

export function loadParents(assetId: number): readonly Parent[] {
  const bytes = storageRead(`P:${assetId}`)
  return bytes === undefined ? [] : decodeList(parentRecord, bytes)
}

export function saveParents(assetId: number, parents: readonly Parent[]): void {
  storageWrite(`P:${assetId}`, encodeList(parentRecord, parents))
}

/** In ascending order of ids. */
export function loadAncestors(assetId: number): readonly Ancestor[] {
  const bytes = storageRead(`N:${assetId}`)
  return bytes === undefined ? [] : decodeList(ancestorRecord, bytes)
}

export function saveAncestors(assetId: number, ancestors: readonly Ancestor[]): void {
  storageWrite(`N:${assetId}`, encodeList(ancestorRecord, ancestors))
}

/** Bytes of both records. */
export function linkBytes(assetId: number, parents: number, ancestors: number): bigint {
  if (parents === 0) return 0n
  const keys = 2 * (2 + String(assetId).length + 40)
  return BigInt(keys + parents * parentRecord.size + ancestors * ancestorRecord.size)
}
