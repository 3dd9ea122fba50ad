import { sha256 } from '@noble/hashes/sha2.js'
import { sameBytes } from '../../codecs/bytes.js'
import type { MessageHead } from '../messages/head.js'
import {
  decodeMultiEntries,
  decodeMultiVoucher,
  multiVoucherDigest,
} from '../messages/multi-voucher.js'
import { decodeTickCommit, tickValueYocto } from '../messages/tick-commit.js'
import { decodeVoucher } from '../messages/voucher.js'

/** What a signed message is worth on a lane. */
export type LaneClaim = MessageHead & { readonly lane: number; readonly cumulativeYocto: bigint }

/** What comes with a message that is not worth anything by itself. */
export type ClaimProof =
  | { readonly ticks: number; readonly preimage: Uint8Array }
  /** The list of a multi-voucher. */
  | { readonly entries: Uint8Array }

/**
 * What a voucher, a tick commitment with a preimage or a multi-voucher with its list claims. Nothing when
 * the message is none of them, the proof does not fit it, or the voucher is conditional.
 */
export function readClaims(message: Uint8Array, proof?: ClaimProof): readonly LaneClaim[] {
  if (proof === undefined) {
    const voucher = decodeVoucher(message)
    return voucher === undefined || voucher.conditional === true ? [] : [voucher]
  }
  if ('entries' in proof) {
    const entries = decodeMultiEntries(proof.entries)
    const multi = decodeMultiVoucher(message)
    if (entries === undefined || multi === undefined) return []
    const { ctx, digest } = multi
    return sameBytes(digest, multiVoucherDigest(entries))
      ? entries.map((entry) => ({ ctx, ...entry }))
      : []
  }
  const commit = decodeTickCommit(message)
  if (commit === undefined || !(proof.ticks >= 0 && proof.ticks <= commit.maxTicks)) return []
  let link = proof.preimage
  for (let i = 0; i < proof.ticks; i++) link = sha256(link)
  return sameBytes(link, commit.root)
    ? [{ ...commit, cumulativeYocto: tickValueYocto(commit, proof.ticks) }]
    : []
}
