/** Who committed to an artefact first, over all competitions. */
import { storageRead, storageRemove, storageWrite, utf8Encode } from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { joinBytes } from '../../common/wire/bytes.js'

export type Artifact = {
  /** Competition and order of the earliest commitment known. */
  readonly cid: number
  readonly commitHeight: bigint
  readonly sequence: number
  /** Entries of the account, in open competitions, that were revealed with it. */
  readonly uses: number
  /** Outlives those entries, so that nobody can enter the artefact again. */
  readonly isKept: boolean
  readonly accountId: string
}

const version = 1
const layout = '148421s'
const bytesBesideAccount = 2 + 32 + 1 + 4 + 8 + 4 + 2 + 1 + 1 + 40

export function loadArtifact(root: Uint8Array): Artifact | undefined {
  const bytes = storageRead(keyOf(root))
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  return {
    cid: record[1],
    commitHeight: record[2],
    sequence: record[3],
    uses: record[4],
    isKept: record[5] === 1,
    accountId: record[6],
  }
}

export function saveArtifact(root: Uint8Array, artifact: Artifact): void {
  const { cid, commitHeight, sequence, uses, isKept, accountId } = artifact
  const bytes = pack(layout, [
    version,
    cid,
    commitHeight,
    sequence,
    uses,
    isKept ? 1 : 0,
    accountId,
  ])
  storageWrite(keyOf(root), bytes)
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
