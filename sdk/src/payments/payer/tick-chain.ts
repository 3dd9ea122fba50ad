import { sha256 } from '@noble/hashes/sha2.js'
import { maxTicksLimit } from '../messages/tick-commit.js'

/** A hash chain whose links are paid out one by one: each is worth one tick. */
export type TickChain = {
  readonly root: Uint8Array
  readonly maxTicks: number
  /** What to show for `ticks` ticks; hashing it that often gives the root. */
  readonly preimage: (ticks: number) => Uint8Array
}

/** Builds the chain from its secret end; throws RangeError above 1,024 ticks. */
export function createTickChain(
  maxTicks: number,
  seed: Uint8Array = crypto.getRandomValues(new Uint8Array(32)),
): TickChain {
  if (!(maxTicks >= 1 && maxTicks <= maxTicksLimit)) throw new RangeError(`${maxTicks} ticks`)
  const links = [seed]
  for (let i = 0; i < maxTicks; i++) links.push(sha256(links[i] ?? seed))
  const preimage = (ticks: number): Uint8Array => {
    const link = links[maxTicks - ticks]
    if (link === undefined) throw new RangeError(`tick ${ticks} of ${maxTicks}`)
    return link
  }
  return { root: preimage(0), maxTicks, preimage }
}
