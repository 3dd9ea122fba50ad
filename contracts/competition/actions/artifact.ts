/** Which entry an artefact root belongs to: the one that committed to it first, in any competition. Ranked once, it is taken. */

import { blockTimestamp, hexEncode } from '@research-hub/compiler/host'
import { releaseStorage } from '../../common/money/credits.js'
import { grownBytes } from '../../common/state/records.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { nsPerSecond } from '../../common/wire/time.js'
import { fail } from '../errors.js'
import { recordS } from '../limits.js'
import {
  type Artifact,
  artifactBytes,
  loadArtifact,
  removeArtifact,
  saveArtifact,
} from '../state/artifact.js'
import type { Entry } from '../state/entry.js'

/** Notes a revealed entry; takes the root over from an entry that committed later and is not ranked. */
export function useArtifact(cid: string, account: string, root: Uint8Array, entry: Entry): void {
  const found = loadArtifact(root)
  const mine: Artifact = {
    cid: Number(cid),
    commitHeight: entry.commitHeight,
    sequence: entry.sequence,
    isRanked: false,
    keptUntilNs: 0n,
    accountId: account,
  }
  if (found !== undefined && (found.isRanked || !isEarlier(mine, found))) return
  changeTotals(near, { usedBytes: grownBytes(() => saveArtifact(root, mine)) })
}

/** Whether a revealed entry has its root, and so may be ranked with it. */
export function holdsArtifact(cid: string, account: string, entry: Entry): boolean {
  const found = loadArtifact(entry.hash)
  // Nobody has it when an earlier holder's competition came to nothing: it is the entry's again.
  if (found === undefined) useArtifact(cid, account, entry.hash, entry)
  return found === undefined || isHolder(found, cid, account)
}

/** From now on the artefact cannot be ranked anywhere else. */
export function takeArtifact(root: Uint8Array): void {
  const found = loadArtifact(root)
  if (found !== undefined) saveArtifact(root, { ...found, isRanked: true })
}

/**
 * Ends an entry's use of its root. A root that was ranked in a final competition stays protected, at the cost
 * of its account; returns how many of the entry's reserved bytes it goes on holding.
 */
export function endUse(cid: string, account: string, root: Uint8Array, isFinal: boolean): bigint {
  const found = loadArtifact(root)
  if (found === undefined || !isHolder(found, cid, account)) return 0n
  if (isFinal) {
    const keptUntilNs = blockTimestamp() + BigInt(recordS) * nsPerSecond
    saveArtifact(root, { ...found, isRanked: true, keptUntilNs })
    return artifactBytes(account)
  }
  removeArtifact(root)
  changeTotals(near, { usedBytes: -artifactBytes(account) })
  return 0n
}

export function forgetArtifact(root: Uint8Array): void {
  const account = caller()
  const found = loadArtifact(root)
  if (found === undefined || found.accountId !== account) fail('ERR_ARTIFACT_NOT_HELD', account)
  if (found.keptUntilNs === 0n || blockTimestamp() < found.keptUntilNs) {
    fail('ERR_ARTIFACT_IN_USE')
  }
  removeArtifact(root)
  releaseStorage(account, artifactBytes(account))
  changeTotals(near, { usedBytes: -artifactBytes(account) })
  emit('artifact_forgotten', { artifact_root: hexEncode(root), account_id: account })
}

function isHolder(found: Artifact, cid: string, account: string): boolean {
  return found.cid === Number(cid) && found.accountId === account && found.keptUntilNs === 0n
}

/** Earlier block first; within a block, the order in which commitments came. */
function isEarlier(a: Artifact, b: Artifact): boolean {
  if (a.commitHeight !== b.commitHeight) return a.commitHeight < b.commitHeight
  return a.cid === b.cid ? a.sequence < b.sequence : a.cid < b.cid
}
