import { kinds, type MessageHead, openMessage, readU128, writeMessage } from './head.js'

export const tickCommitLength = 136
/** More hashes than this cannot be settled in one call. */
export const maxTicksLimit = 1024

/**
 * "Whoever shows `w` with `sha256^k(w) = root`, `k ≤ maxTicks`, is owed `baseYocto + k · tickPriceYocto`
 * on this lane." Payer's key.
 */
export type TickCommit = MessageHead & {
  readonly baseYocto: bigint
  readonly lane: number
  /** 1 to 1,024. */
  readonly maxTicks: number
  readonly tickPriceYocto: bigint
  readonly root: Uint8Array
}

/** Throws RangeError when a field does not fit, or `maxTicks` is out of range. */
export function encodeTickCommit(commit: TickCommit): Uint8Array {
  if (!goodCount(commit.maxTicks)) throw new RangeError(`maxTicks is ${commit.maxTicks}`)
  return writeMessage(kinds.tickCommit, tickCommitLength, commit)
    .uint(commit.baseYocto, 16)
    .uint(commit.lane, 4)
    .uint(commit.maxTicks, 4)
    .uint(commit.tickPriceYocto, 8)
    .bytes(commit.root, 32)
    .finish()
}

export function decodeTickCommit(bytes: Uint8Array): TickCommit | undefined {
  const message = openMessage(bytes, kinds.tickCommit, tickCommitLength)
  if (message === undefined) return undefined
  const { view, ctx, channelId } = message
  const maxTicks = view.getUint32(92, true)
  if (!goodCount(maxTicks)) return undefined
  return {
    ctx,
    channelId,
    baseYocto: readU128(view, 72),
    lane: view.getUint32(88, true),
    maxTicks,
    tickPriceYocto: view.getBigUint64(96, true),
    root: bytes.slice(104, 136),
  }
}

/** What `ticks` preimages of a commitment are worth, as the lane's cumulative amount. */
export function tickValueYocto(commit: TickCommit, ticks: number): bigint {
  return commit.baseYocto + BigInt(ticks) * commit.tickPriceYocto
}

function goodCount(maxTicks: number): boolean {
  return maxTicks >= 1 && maxTicks <= maxTicksLimit
}
