/** Parents of an asset and the flattened shares of its ancestors: one record each. */
import { recordPack, recordUnpack, storageRead, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'
import type { Ancestor } from '../rules/ancestors.js'

export type Parent = {
  readonly id: number
  readonly sharePpm: number
  readonly termsHash: Uint8Array
}

const parentLayout = '44h'
const parentLength = 40
const ancestorLayout = '44'

export function loadParents(assetId: number): readonly Parent[] {
  const bytes = storageRead(`P:${assetId}`)
  const parents: Parent[] = []
  for (let at = 0; bytes !== undefined && at < bytes.length; at += parentLength) {
    const record = unpack(parentLayout, bytes.subarray(at, at + parentLength))
    parents.push({ id: record[0], sharePpm: record[1], termsHash: record[2] })
  }
  return parents
}

export function saveParents(assetId: number, parents: readonly Parent[]): void {
  const parts = parents.map((p) => pack(parentLayout, [p.id, p.sharePpm, p.termsHash]))
  storageWrite(`P:${assetId}`, joinBytes(parts))
}

/** In ascending order of ids. */
export function loadAncestors(assetId: number): readonly Ancestor[] {
  const bytes = storageRead(`N:${assetId}`)
  if (bytes === undefined) return []
  const fields = recordUnpack(ancestorLayout.repeat(bytes.length / 8), bytes)
  const ancestors: Ancestor[] = []
  for (let i = 0; i < fields.length; i += 2) {
    ancestors.push({ id: Number(fields[i]), ppm: Number(fields[i + 1]) })
  }
  return ancestors
}

export function saveAncestors(assetId: number, ancestors: readonly Ancestor[]): void {
  const fields = ancestors.flatMap(({ id, ppm }) => [id, ppm])
  storageWrite(`N:${assetId}`, recordPack(ancestorLayout.repeat(ancestors.length), fields))
}

/** Bytes of both records. */
export function linkBytes(assetId: number, parents: number, ancestors: number): bigint {
  if (parents === 0) return 0n
  const keys = 2 * (2 + String(assetId).length + 40)
  return BigInt(keys + parents * parentLength + ancestors * 8)
}
