/** Commitment and reveal of artefacts. */
import { blockIndex, bytesEqual, hexEncode, sha256 } from '@research-hub/compiler/host'
import { caller } from '../../common/wire/caller.js'
import { emit } from '../../common/wire/events.js'
import { failCompetition } from '../errors.js'
import { entryPreimage } from '../rules/hashes.js'
import { saveCompetition } from '../state/competition.js'
import { requireEntry, requireStatus, saveEntry } from '../state/entry.js'
import { here, requirePhase, standingOf } from '../state/standing.js'
import { useArtifact } from './artifact.js'

export function commit(cid: string, commitment: Uint8Array): void {
  const standing = standingOf(cid)
  requirePhase(standing, 'commit')
  const account = caller()
  const entry = requireEntry(cid, account)
  requireStatus(entry, 'admitted')
  const { competition } = standing
  const sequence = competition.commits
  saveEntry(cid, account, {
    ...entry,
    status: 'committed',
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
  requireStatus(entry, 'committed')
  const preimage = entryPreimage(here(), cid, account, artifactRoot, manifestRoot, salt)
  if (!bytesEqual(sha256(preimage), entry.hash)) failCompetition('ERR_COMMITMENT', account)
  const { competition } = standing
  saveEntry(cid, account, { ...entry, status: 'revealed', hash: artifactRoot, manifestRoot })
  saveCompetition(cid, { ...competition, revealed: competition.revealed + 1 })
  useArtifact(cid, account, artifactRoot, entry)
  emit('entry_revealed', { cid, account_id: account, artifact_root: hexEncode(artifactRoot) })
}
