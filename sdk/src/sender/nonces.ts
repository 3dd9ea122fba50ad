/** Hands out the nonces of one key, each once, however many clients in this process use it. */
export type NonceLane = {
  /** The next nonce; asks the chain first when nothing is known yet. */
  readonly take: (readNonce: () => Promise<bigint>) => Promise<bigint>
  /** Notes a nonce the chain has used, so that later ones are above it. */
  readonly seen: (nonce: bigint) => void
}

const lanes = new Map<string, NonceLane>()

export function nonceLane(networkId: string, accountId: string, publicKey: string): NonceLane {
  const name = `${networkId}|${accountId}|${publicKey}`
  const known = lanes.get(name)
  if (known !== undefined) return known
  const lane = createLane()
  lanes.set(name, lane)
  return lane
}

/**
 * Nonces only rise: one that was handed out is never handed out again, even when the transaction
 * was refused, because a late copy of it may still be on its way.
 */
function createLane(): NonceLane {
  let last: bigint | undefined
  let tail: Promise<unknown> = Promise.resolve()
  const seen = (nonce: bigint): void => {
    if (last === undefined || nonce > last) last = nonce
  }
  return {
    take: (readNonce) => {
      const nonce = tail.then(async () => {
        if (last === undefined) seen(await readNonce())
        const next = (last ?? 0n) + 1n
        last = next
        return next
      })
      tail = nonce.catch(() => undefined)
      return nonce
    },
    seen,
  }
}
