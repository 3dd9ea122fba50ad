/** Which entry has an artefact, over all competitions: the one that committed to it first, unless it was ranked before. */
import { storageRead, storageRemove, storageWrite, utf8Encode } from '@research-hub/compiler/host'
import { bool, type RecordOf, record, text, u32, u64, version } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'

export const artifactRecord = record({
  version: version(1),
  /** The entry that has it: competition, order of commitment, account. */
  cid: u32,
  commitHeight: u64,
  sequence: u32,
  isRanked: bool,
  /** Outlives the entry until then, so that nobody can enter the artefact again; 0 while the entry is there. */
  keptUntilNs: u64,
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
