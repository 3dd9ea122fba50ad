import { decodeTickCommit, tickValueYocto } from '../messages/tick-commit.js'
import { decodeVoucher } from '../messages/voucher.js'
import type { LedgerEntry, TickProof } from './ledger/entry.js'

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
)

/** One proof for each lane that something was signed on. */
export function bestClaims({ channelId, lanes }: LedgerEntry): readonly LaneProof[] {
  return lanes.flatMap(({ lane, voucher, ticks }): LaneProof[] => {
    const signedYocto = (voucher && decodeVoucher(voucher.message)?.cumulativeYocto) ?? 0n
    const commit = ticks && decodeTickCommit(ticks.commit.message)
    const tickedYocto = commit && ticks ? tickValueYocto(commit, ticks.ticks) : 0n
    if (ticks !== undefined && tickedYocto > signedYocto)
      return [{ kind: 'ticks', channelId, lane, cumulativeYocto: tickedYocto, ticks }]
    if (voucher === undefined) return []
    const { message, signature } = voucher
    const name = { channelId, lane, cumulativeYocto: signedYocto }
    return [{ kind: 'voucher', ...name, voucher: message, signature }]
  })
}
