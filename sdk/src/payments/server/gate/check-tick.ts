import { hash } from 'node:crypto'
import { sameBytes } from '../../../codecs/bytes.js'
import { decodeTickCommit, type TickCommit, tickValueYocto } from '../../messages/tick-commit.js'
import type { TickCredential } from '../../wire/credential.js'
import { type LedgerEntry, laneOf, type SignedMessage } from '../ledger/entry.js'
import type { Claim } from '../ledger/ledger.js'
import { provenYocto } from '../settlement/best-claims.js'

/** Follows the hashes from the new preimage to the best one known, or the other way round. */
export function checkTick(
  { lane, ticks, preimage }: TickCredential,
  channelId: string,
  entry: LedgerEntry | undefined,
): Claim | undefined {
  const known = entry && laneOf(entry, lane)?.ticks
  const commit = known && commitOf(known.commit)
  if (known === undefined || commit === undefined || ticks > commit.maxTicks) return undefined
  const ahead = ticks - known.ticks
  let link = ahead >= 0 ? preimage : known.preimage
  for (let i = Math.abs(ahead); i > 0; i--) link = hash('sha256', link, 'buffer')
  if (!sameBytes(link, ahead >= 0 ? known.preimage : preimage)) return undefined
  return {
    channelId,
    lane,
    cumulativeYocto: tickValueYocto(commit, ticks),
    evidence: { ticks: { commit: known.commit, ticks, preimage } },
  }
}

/**
 * Whether the lane's best signature is worth just what a chain begins from, and all that was accepted:
 * without a tick a chain cannot be settled.
 */
export function isFunded(
  entry: LedgerEntry | undefined,
  { channelId, lane, cumulativeYocto }: Claim,
): boolean {
  const known = entry && laneOf(entry, lane)
  return (
    known?.voucher !== undefined &&
    known.acceptedYocto === cumulativeYocto &&
    provenYocto(known.voucher, channelId, lane) === cumulativeYocto
  )
}

/** Commitments of chains in use, read once. */
const commits = new WeakMap<SignedMessage, TickCommit>()

function commitOf(signed: SignedMessage): TickCommit | undefined {
  const known = commits.get(signed)
  if (known !== undefined) return known
  const commit = decodeTickCommit(signed.message)
  if (commit !== undefined) commits.set(signed, commit)
  return commit
}
