/** Who committed to an artefact first, over all competitions. */
import { storageRead, storageRemove, storageWrite, utf8Encode } from '@research-hub/compiler/host'
import {
  bool,
  type RecordOf,
  record,
  text,
  u16,
  u32,
  u64,
  version,
} from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'

export const artifactRecord = record({
  version: version(1),
  /** Competition and order of the earliest commitment known. */
  cid: u32,
  commitHeight: u64,
  sequence: u32,
  /** Entries of the account, in open competitions, that were revealed with it. */
  uses: u16,
  /** Outlives those entries, so that nobody can enter the artefact again. */
  isKept: bool,
  accountId: text,
})

export type Artifact = RecordOf<typeof artifactRecord>

/** Key, fields, and the account id's length. */
const bytesBesideAccount = 34 + artifactRecord.size + 40

export function loadArtifact(root: Uint8Array): Artifact | undefined {
  const bytes = storageRead(keyOf(root))
  return bytes === undefined ? undefined : artifactRecord.decode(bytes)
}

export function saveArtifact(root: Uint8Array, artifact: Artifact): void {
  storageWrite(keyOf(root), artifactRecord.encode(artifact))
}

export function removeArtifact(root: Uint8Array): void {
  storageRemove(keyOf(root))
}

export function artifactBytes(accountId: string): bigint {
  return BigInt(bytesBesideAccount + accountId.length)
}

function keyOf(root: Uint8Array): Uint8Array {
  return joinBytes([utf8Encode('x:'), root])
}
