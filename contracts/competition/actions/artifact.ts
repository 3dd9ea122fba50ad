/** Which account an artefact root belongs to: the one that committed to it first, in any competition. */

import { hexEncode } from '@research-hub/compiler/host'
import { releaseStorage } from '../../common/money/credits.js'
import { grownBytes } from '../../common/state/records.js'
import { changeTotals, near } from '../../common/state/totals.js'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { fail } from '../errors.js'
import {
  type Artifact,
  artifactBytes,
  loadArtifact,
  removeArtifact,
  saveArtifact,
} from '../state/artifact.js'
import type { Entry } from '../state/entry.js'

/** Notes a revealed entry; takes the root over from an account that committed later. */
export function useArtifact(cid: string, account: string, root: Uint8Array, entry: Entry): void {
  const found = loadArtifact(root)
  const mine: Artifact = {
    cid: Number(cid),
    commitHeight: entry.commitHeight,
    sequence: entry.sequence,
    uses: 1,
    isKept: false,
    accountId: account,
  }
  const next =
    found?.accountId === account
      ? { ...(isEarlier(mine, found) ? mine : found), uses: found.uses + 1, isKept: found.isKept }
      : found === undefined || isEarlier(mine, found)
        ? mine
        : found
  if (next === found) return
  const usedBytes = grownBytes(() => saveArtifact(root, next))
  if (found?.isKept === true && found.accountId !== account) {
    // The record that was kept at the other account's cost is not that account's any more.
    releaseStorage(found.accountId, artifactBytes(found.accountId))
  }
  changeTotals(near, { usedBytes })
}

/** Whether a revealed entry's account holds its root, and so may be ranked with it. */
export function holdsArtifact(cid: string, account: string, entry: Entry): boolean {
  const found = loadArtifact(entry.hash)
  // Nobody holds it when an earlier holder's competition came to nothing: it is the entry's again.
  if (found === undefined) useArtifact(cid, account, entry.hash, entry)
  return found === undefined || found.accountId === account
}

/**
 * Ends an entry's use of its root. A kept root stays protected after a final competition, at the cost
 * of its account; returns how many of the entry's reserved bytes it goes on holding.
 */
export function endUse(account: string, root: Uint8Array, isFinal: boolean): bigint {
  const found = loadArtifact(root)
  if (found === undefined || found.accountId !== account) return 0n
  const isNewlyKept = isFinal && !found.isKept
  const uses = found.uses > 0 ? found.uses - 1 : 0
  const next = { ...found, uses, isKept: found.isKept || isFinal }
  writeOrRemove(root, next)
  return isNewlyKept ? artifactBytes(account) : 0n
}

export function forgetArtifact(root: Uint8Array): void {
  const account = caller()
  const found = loadArtifact(root)
  if (found === undefined || found.accountId !== account || !found.isKept) {
    fail('ERR_ARTIFACT_NOT_HELD', account)
  }
  if (found.uses > 0) fail('ERR_ARTIFACT_IN_USE')
  writeOrRemove(root, { ...found, isKept: false })
  releaseStorage(account, artifactBytes(account))
  emit('artifact_forgotten', { artifact_root: hexEncode(root), account_id: account })
}

function writeOrRemove(root: Uint8Array, artifact: Artifact): void {
  if (artifact.uses > 0 || artifact.isKept) {
    saveArtifact(root, artifact)
    return
  }
  removeArtifact(root)
  changeTotals(near, { usedBytes: -artifactBytes(artifact.accountId) })
}

/** Earlier block first; within a block, the order in which commitments came. */
function isEarlier(a: Artifact, b: Artifact): boolean {
  if (a.commitHeight !== b.commitHeight) return a.commitHeight < b.commitHeight
  return a.cid === b.cid ? a.sequence < b.sequence : a.cid < b.cid
}
