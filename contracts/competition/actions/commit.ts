/** Commitment and reveal of artefacts. */
import { blockIndex, hexEncode } from '@research-hub/compiler/host'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { statusCode } from '../rules/codes.js'
import { entryPreimage } from '../rules/hashes.js'
import { saveCompetition } from '../state/competition.js'
import { requireEntry, requireStatus, saveEntry } from '../state/entry.js'
import { requirePhase, standingOf } from '../state/standing.js'
import { useArtifact } from './artifact.js'
import { here, requireSealed } from './seal.js'

export function commit(cid: string, commitment: Uint8Array): void {
  const standing = standingOf(cid)
  requirePhase(standing, 'commit')
  const account = caller()
  const entry = requireEntry(cid, account)
  requireStatus(entry, statusCode.admitted)
  const { competition } = standing
  const sequence = competition.commits
  saveEntry(cid, account, {
    ...entry,
    status: statusCode.committed,
    sequence,
    commitHeight: blockIndex(),
    hash: commitment,
  })
  saveCompetition(cid, { ...competition, commits: sequence + 1 })
  emit('entry_committed', { cid, account_id: account, sequence })
}

export function reveal(
  cid: string,
  artifactRoot: Uint8Array,
  manifestRoot: Uint8Array,
  salt: Uint8Array,
): void {
  const standing = standingOf(cid)
  requirePhase(standing, 'reveal')
  const account = caller()
  const entry = requireEntry(cid, account)
  requireStatus(entry, statusCode.committed)
  const preimage = entryPreimage(here(), cid, account, artifactRoot, manifestRoot, salt)
  requireSealed(account, entry.hash, preimage)
  const { competition } = standing
  saveEntry(cid, account, {
    ...entry,
    status: statusCode.revealed,
    hash: artifactRoot,
    manifestRoot,
  })
  saveCompetition(cid, { ...competition, revealed: competition.revealed + 1 })
  useArtifact(cid, account, artifactRoot, entry)
  emit('entry_revealed', { cid, account_id: account, artifact_root: hexEncode(artifactRoot) })
}
