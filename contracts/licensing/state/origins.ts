/** Which asset an owner's artefact or a competition's entry became: registered once. */
import {
  sha256,
  storageRead,
  storageRemove,
  storageWrite,
  utf8Encode,
} from '@research-hub/compiler/host'
import { record, u32 } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { withBytes } from './keys.js'

export const originRecord = record({ assetId: u32 })

export function artifactKey(ownerId: string, root: Uint8Array): Uint8Array {
  return withBytes('r:', sha256(joinBytes([root, utf8Encode(ownerId)])))
}

export function entryKey(cid: bigint, entryId: bigint): string {
  return `e:${cid}:${entryId}`
}

export function loadOrigin(key: Uint8Array | string): number | undefined {
  const bytes = storageRead(key)
  return bytes === undefined ? undefined : originRecord.decode(bytes).assetId
}

/** Notes an asset and returns the bytes that takes. */
export function saveOrigin(key: Uint8Array | string, assetId: number): bigint {
  storageWrite(key, originRecord.encode({ assetId }))
  return originBytes(key)
}

export function originBytes(key: Uint8Array | string): bigint {
  return BigInt(key.length + 4 + 40)
}

export function removeOrigin(key: Uint8Array | string): void {
  storageRemove(key)
}
