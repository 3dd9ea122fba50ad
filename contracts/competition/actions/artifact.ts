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

/**
 * Notes a revealed entry; takes the root over from an entry that committed later and is not ranked, and from one of
 * the account's own that came to nothing.
 */
export function useArtifact(cid: string, account: string, root: Uint8Array, entry: Entry): void {
  const found = loadArtifact(root)
  let mine: Artifact = {
    cid: Number(cid),
    commitHeight: entry.commitHeight,
    sequence: entry.sequence,
    isRanked: false,
    keptUntilNs: 0n,
    accountId: account,
  }
  if (found !== undefined) {
    const isOwnAgain = found.keptUntilNs > 0n && found.accountId === account
    if (found.isRanked || !(isOwnAgain || isEarlier(mine, found))) return
    // The first commitment to it goes on counting against those of others.
    if (isOwnAgain) mine = { ...mine, commitHeight: found.commitHeight, sequence: found.sequence }
    // The record that was kept at that account's cost is not kept any more.
    if (found.keptUntilNs > 0n) releaseStorage(found.accountId, artifactBytes(found.accountId))
  }
  changeTotals(near, { usedBytes: grownBytes(() => saveArtifact(root, mine)) })
}

/** Whether a revealed entry has its root, and so may be ranked with it. */
export function holdsArtifact(cid: string, account: string, entry: Entry): boolean {
  // An earlier holder's competition may have come to nothing since: then it may be the entry's after all.
  useArtifact(cid, account, entry.hash, entry)
  const found = loadArtifact(entry.hash)
  return found !== undefined && isHolder(found, cid, account)
}

/** From now on the artefact cannot be ranked anywhere else. */
export function takeArtifact(root: Uint8Array): void {
  const found = loadArtifact(root)
  if (found !== undefined) saveArtifact(root, { ...found, isRanked: true })
}

/**
 * Ends an entry's use of its root. The root stays protected at the cost of its account: ranked, so that nobody enters
 * it again; else so that nobody but the account does. Returns how many of the entry's reserved bytes are held on.
 */
export function endUse(cid: string, account: string, root: Uint8Array, isRanked: boolean): bigint {
  const found = loadArtifact(root)
  if (found === undefined || !isHolder(found, cid, account)) return 0n
  const keptUntilNs = blockTimestamp() + BigInt(recordS) * nsPerSecond
  saveArtifact(root, { ...found, isRanked, keptUntilNs })
  return artifactBytes(account)
}

export function forgetArtifact(root: Uint8Array): void {
  const account = caller()
  const found = loadArtifact(root)
  if (found === undefined || found.accountId !== account) fail('ERR_ARTIFACT_NOT_HELD', account)
  const isKept = found.isRanked && blockTimestamp() < found.keptUntilNs
  if (found.keptUntilNs === 0n || isKept) fail('ERR_ARTIFACT_IN_USE')
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
