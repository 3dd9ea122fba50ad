/** Which asset an owner's artefact or a competition's entry became: registered once. */
import {
  sha256,
  storageRead,
  storageRemove,
  storageWrite,
  utf8Encode,
} from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { withBytes } from './keys.js'

const layout = '4'
const indexBytes = new Uint8Array(4)

export function artifactKey(ownerId: string, root: Uint8Array): Uint8Array {
  return withBytes('r:', sha256(joinBytes([root, utf8Encode(ownerId)])))
}

export function entryKey(cid: bigint, entryId: bigint): string {
  return `e:${cid}:${entryId}`
}

export function loadOrigin(key: Uint8Array | string): number | undefined {
  const bytes = storageRead(key)
  return bytes === undefined ? undefined : unpack(layout, bytes)[0]
}

/** Notes an asset and returns the bytes that takes. */
export function saveOrigin(key: Uint8Array | string, assetId: number): bigint {
  storageWrite(key, pack(layout, [assetId]))
  return originBytes(key)
}

export function originBytes(key: Uint8Array | string): bigint {
  return recordBytes(key, indexBytes)
}

export function removeOrigin(key: Uint8Array | string): void {
  storageRemove(key)
}
