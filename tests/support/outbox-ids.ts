/** Ids of a contract's notifications, which count up from the time of its first. */
import type { Devnet } from '@research-hub/devnet'

/** The id of the `nth` notification that a contract sent. */
export function outboxId(devnet: Devnet, contractId: string, nth = 1): string {
  const key = new TextEncoder().encode('o:')
  const records = devnet.chain.state({ kind: 'head' })?.records(contractId, key) ?? []
  const count = [...records].find((record) => record.key.length === key.length)
  if (count === undefined) throw new Error(`${contractId} has sent nothing`)
  const lastId = Buffer.from(count.value).readBigUInt64LE()
  return String(((lastId >> 32n) << 32n) + BigInt(nth))
}
