/** Who judges an entry, by the words of the interface: hash of the seed and the entrant, two bytes a seat. */
import { createHash } from 'node:crypto'

export function drawOrder(
  seed: string,
  cid: string,
  entrant: string,
  enrolled: readonly number[],
  seats: number,
): number[] {
  const hash = createHash('sha256').update('research-hub/draw/1')
  for (const text of [cid, entrant]) hash.update(Buffer.from([text.length])).update(text)
  const digest = hash.update(Buffer.from(seed, 'hex')).digest()
  const left = [...enrolled].sort((x, y) => x - y)
  const order: number[] = []
  for (let seat = 0; seat < seats && left.length > 0; seat++) {
    const at = digest.readUInt16BE(2 * seat) % left.length
    order.push(left[at] ?? -1)
    // The first of those left takes the place of the one chosen.
    left[at] = left[0] ?? -1
    left.shift()
  }
  return order
}
