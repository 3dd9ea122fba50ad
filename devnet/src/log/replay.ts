/** Runs the lines of a log on a fresh chain. */
import { base58 } from '@scure/base'
import { decodeSignedTransaction } from '../primitives/transaction-codec.js'
import type { ParamsObject } from '../rpc/wire/params.js'
import { stateRecord } from '../rpc/wire/state-record.js'
import type { Chain, ChainSnapshot } from '../runtime/types/chain.js'

export type Replay = {
  readonly entry: (entry: ParamsObject, file: number) => void
  readonly lastSnapshot: () => number
  /** Blocks in the file of the last line. */
  readonly blocksInFile: () => number
  /** File of the first line; undefined without lines. */
  readonly oldestFile: () => number | undefined
}

/** `name` stands in messages. */
export function createReplay(fresh: Chain, name: string): Replay {
  const snapshots = new Map<number, ChainSnapshot>()
  let lastSnapshot = 0
  let blocksInFile = 0
  let oldestFile: number | undefined

  const replayBlock = (entry: ParamsObject, timeNs: bigint): void => {
    const transactions = Array.isArray(entry.transactions) ? entry.transactions : []
    for (const text of transactions) {
      fresh.submit(decodeSignedTransaction(Buffer.from(String(text), 'base64')))
    }
    const block =
      typeof entry.skip === 'string'
        ? fresh.fastForward(BigInt(entry.skip), timeNs)
        : fresh.produceBlock(timeNs)
    expectHash(entry, `block ${block.header.height} replays`)
    blocksInFile++
  }

  const expectHash = (entry: ParamsObject, what: string): void => {
    if (base58.encode(fresh.head().header.hash) !== entry.hash) {
      throw new Error(
        `${name}: ${what} to another hash; another version of the devnet wrote it: start in a new folder`,
      )
    }
  }

  // The first file's checkpoint is where to start; the later ones say what replaying must have given.
  const checkpoint = (text: string, entry: ParamsObject): void => {
    if (oldestFile === undefined) fresh.restore(Buffer.from(text, 'base64'))
    expectHash(entry, 'the log leads')
    blocksInFile = 0
  }

  return {
    entry: (entry, file) => {
      if (typeof entry.checkpoint === 'string') checkpoint(entry.checkpoint, entry)
      else if (oldestFile === undefined && file > 0)
        throw new Error(`${name}: begins without a state`)
      else if (typeof entry.time === 'string') replayBlock(entry, BigInt(entry.time))
      else if (Array.isArray(entry.patch)) fresh.patchState(entry.patch.map(stateRecord))
      else if (entry.snapshot !== undefined) {
        lastSnapshot = Number(entry.snapshot)
        snapshots.set(lastSnapshot, fresh.snapshot())
      } else {
        const snapshot = snapshots.get(Number(entry.revert))
        if (snapshot === undefined) throw new Error(`${name}: reverts to an unknown snapshot`)
        fresh.revert(snapshot)
      }
      oldestFile ??= file
    },
    lastSnapshot: () => lastSnapshot,
    blocksInFile: () => blocksInFile,
    oldestFile: () => oldestFile,
  }
}
