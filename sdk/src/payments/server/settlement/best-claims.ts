import { toHex } from '../../../codecs/hex.js'
import { decodeMultiEntries } from '../../messages/multi-voucher.js'
import { decodeTickCommit, tickValueYocto } from '../../messages/tick-commit.js'
import { decodeVoucher } from '../../messages/voucher.js'
import type { LedgerEntry, MultiList, TeeAnswer, TickProof, VoucherProof } from '../ledger/entry.js'

/** The best proof of one lane, ready to settle. It holds no secret: anyone may settle it. */
export type LaneProof = {
  /** Hex. */
  readonly channelId: string
  readonly lane: number
  readonly cumulativeYocto: bigint
} & (
  | {
      readonly kind: 'voucher'
      readonly voucher: Uint8Array
      readonly signature: Uint8Array
    }
  | { readonly kind: 'ticks'; readonly ticks: TickProof }
  /** Settling it settles the other lanes of the list too. */
  | { readonly kind: 'multi'; readonly multi: MultiList; readonly signature: Uint8Array }
  | {
      readonly kind: 'conditional'
      readonly voucher: Uint8Array
      readonly signature: Uint8Array
      readonly answer: TeeAnswer
    }
)

/** One proof for each lane that something was signed on. */
export function bestClaims({ channelId, lanes }: LedgerEntry): readonly LaneProof[] {
  return lanes.flatMap(({ lane, voucher, ticks }): LaneProof[] => {
    const signedYocto = voucher === undefined ? 0n : provenYocto(voucher, channelId, lane)
    const commit = ticks && decodeTickCommit(ticks.commit.message)
    const tickedYocto = commit && ticks ? tickValueYocto(commit, ticks.ticks) : 0n
    if (ticks !== undefined && tickedYocto > signedYocto)
      return [{ kind: 'ticks', channelId, lane, cumulativeYocto: tickedYocto, ticks }]
    if (voucher === undefined) return []
    const { message, signature, multi, answer } = voucher
    const name = { channelId, lane, cumulativeYocto: signedYocto }
    if (multi !== undefined) return [{ kind: 'multi', ...name, multi, signature }]
    return answer === undefined
      ? [{ kind: 'voucher', ...name, voucher: message, signature }]
      : [{ kind: 'conditional', ...name, voucher: message, signature, answer }]
  })
}

/** What a proof is worth on a lane; 0 when it says nothing of it. */
export function provenYocto(proof: VoucherProof, channelId: string, lane: number): bigint {
  if (proof.multi === undefined) return decodeVoucher(proof.message)?.cumulativeYocto ?? 0n
  const entries = decodeMultiEntries(proof.multi.entries) ?? []
  const own = entries.find((entry) => entry.lane === lane && toHex(entry.channelId) === channelId)
  return own?.cumulativeYocto ?? 0n
}
