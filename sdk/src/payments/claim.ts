import { sha256 } from '@noble/hashes/sha2.js'
import { sameBytes } from './bytes.js'
import type { MessageHead } from './messages/head.js'
import { decodeTickCommit, tickValueYocto } from './messages/tick-commit.js'
import { decodeVoucher } from './messages/voucher.js'

/** What a voucher, or a tick commitment with a preimage, is worth on its lane. */
export type LaneClaim = MessageHead & { readonly lane: number; readonly cumulativeYocto: bigint }

/** Undefined when the message is neither, or the preimage does not hash to the root. */
export function readClaim(
  message: Uint8Array,
  tick?: { readonly ticks: number; readonly preimage: Uint8Array },
): LaneClaim | undefined {
  if (tick === undefined) return decodeVoucher(message)
  const commit = decodeTickCommit(message)
  if (commit === undefined || !(tick.ticks >= 0 && tick.ticks <= commit.maxTicks)) return undefined
  let link = tick.preimage
  for (let i = 0; i < tick.ticks; i++) link = sha256(link)
  return sameBytes(link, commit.root)
    ? { ...commit, cumulativeYocto: tickValueYocto(commit, tick.ticks) }
    : undefined
}
