/** How an epoch's money is divided. Pure. */

export type InlineShare = { readonly accountId: string; readonly share: bigint }

export type Split = {
  readonly total: bigint
  /** Sum of the shares; the rest is the residual owner's. */
  readonly allocated: bigint
  readonly residualId: string
  readonly shares: readonly InlineShare[]
  /** With a root, `shares` is empty, and `count` leaves are under it that come to `allocated`. */
  readonly root: Uint8Array | undefined
  readonly count: number
  /** When it comes into force. */
  readonly fromNs: bigint
}

/** Before its first split everything is the owner's. */
export function ownerAlone(ownerId: string): Split {
  const shares = [{ accountId: ownerId, share: 1n }]
  return {
    total: 1n,
    allocated: 1n,
    residualId: ownerId,
    shares,
    root: undefined,
    count: 1,
    fromNs: 0n,
  }
}

/** What a share of the epoch's money comes to. */
export function shareDown(own: bigint, share: bigint, total: bigint): bigint {
  return (own * share) / total
}

/**
 * What the residual owner may have: the unallocated share, and once an inline epoch has ended all that
 * its floors leave over. Never less at a later time.
 */
export function residualOf(own: bigint, split: Split, hasEnded: boolean): bigint {
  if (!hasEnded || split.root !== undefined) {
    return shareDown(own, split.total - split.allocated, split.total)
  }
  return split.shares.reduce((rest, { share }) => rest - shareDown(own, share, split.total), own)
}

/** Names what is wrong with a split, or nothing. */
export function splitProblem(split: Split): string | undefined {
  if (split.total <= 0n || split.total >> 64n !== 0n) return 'total'
  if (split.allocated > split.total) return 'sum of shares'
  if (split.root !== undefined) return split.shares.length === 0 ? undefined : 'root beside shares'
  if (split.shares.length === 0) return 'number of shares'
  let last = ''
  for (const { accountId, share } of split.shares) {
    if (accountId <= last) return 'order of accounts'
    if (share === 0n) return 'share of nothing'
    last = accountId
  }
  return undefined
}
