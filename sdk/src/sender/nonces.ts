/** Hands out nonces for one key, one at a time, however many clients in this process use it. */
export type NonceLane = {
  /** Runs `work` with the next nonce; the nonce counts as used once `work` has begun. */
  readonly next: (readNonce: () => Promise<bigint>) => Promise<bigint>
  /** Forgets what is known, after the chain disagreed. */
  readonly reset: () => void
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

function createLane(): NonceLane {
  let last: bigint | undefined
  let tail: Promise<unknown> = Promise.resolve()
  return {
    next: (readNonce) => {
      const nonce = tail.then(async () => {
        const onChain = last ?? (await readNonce())
        last = onChain + 1n
        return last
      })
      tail = nonce.catch(() => undefined)
      return nonce
    },
    reset: () => {
      last = undefined
    },
  }
}
