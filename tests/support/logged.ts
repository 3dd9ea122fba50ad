/** What a contract has logged on a devnet so far, receipt by receipt. */
import type { Devnet } from '@research-hub/devnet'

/** nearcore's bound on all log bytes of a receipt. */
export const maxLogBytes = 16_384

export function logsByReceipt(devnet: Devnet, contractId: string): readonly (readonly string[])[] {
  const { chain } = devnet
  const found: (readonly string[])[] = []
  let block = chain.head()
  while (block.header.height > chain.genesis().header.height) {
    for (const id of block.outcomeIds) {
      const outcome = chain.outcome(id)
      if (outcome?.executorId === contractId && outcome.logs.length > 0) found.push(outcome.logs)
    }
    const before = chain.block({ kind: 'hash', hash: block.header.prevHash })
    if (before === undefined) break
    block = before
  }
  return found
}

export const bytesOf = (logs: readonly string[]): number =>
  logs.reduce((sum, log) => sum + Buffer.byteLength(log), 0)
