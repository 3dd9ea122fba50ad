/**
 * Durable chains: every change of a chain is a line in an append-only log, written before the call
 * that makes it returns, and replayed at start. Execution is deterministic, so a line needs no
 * state; each replayed block must give the hash that was logged. Now and then the log goes on in a
 * new file that begins with the whole state, so that neither the start nor the disk grows with the
 * chain's age: what is replayed is never more than the blocks that the chain keeps, twice.
 */
import { base58 } from '@scure/base'
import { encodeSignedTransaction } from '../primitives/sign-transaction.js'
import type { SignedTransaction } from '../primitives/types.js'
import { patchRecordView } from '../rpc/views/patch-record.js'
import type { StatePatchRecord } from '../runtime/types/account.js'
import type { Block } from '../runtime/types/block.js'
import type { Chain, ChainSnapshot } from '../runtime/types/chain.js'
import { createReplay } from './replay.js'
import { openSegments } from './segments.js'

export type LoggedChain = { readonly chain: Chain; readonly close: () => void }

export type LogOptions = {
  /**
   * Each line is on the disk before the call that wrote it returns, so that it outlives the machine
   * and not only the process.
   */
  readonly syncs?: boolean | undefined
}

/** More blocks than a chain keeps, so that the last two files hold all that a node may be asked. */
const blocksPerFile = 10_050

/**
 * Replays the log in `folder` onto a fresh chain and returns a chain that goes on writing it. A last
 * line cut short by a crash was never acknowledged and is dropped; throws on damage before the end
 * or when a replayed block differs from the logged one.
 */
export function logChain(fresh: Chain, folder: string, options: LogOptions = {}): LoggedChain {
  const replay = createReplay(fresh, folder)
  const segments = openSegments(folder, options.syncs ?? false, replay.entry)
  const numbers = new WeakMap<ChainSnapshot, { readonly id: number; readonly file: number }>()
  let nextSnapshot = replay.lastSnapshot() + 1
  let blocksInFile = replay.blocksInFile()
  let oldest = replay.oldestFile() ?? segments.newest()
  let pool: SignedTransaction[] = []

  const beginFile = (oldestNeeded: number): void => {
    const state = Buffer.from(fresh.checkpoint()).toString('base64')
    segments.begin({ checkpoint: state, hash: base58.encode(fresh.head().header.hash) })
    segments.removeBelow(oldestNeeded)
    oldest = oldestNeeded
    blocksInFile = 0
  }

  const noteSnapshot = (snapshot: ChainSnapshot): void => {
    numbers.set(snapshot, { id: nextSnapshot, file: segments.newest() })
    segments.append({ snapshot: nextSnapshot })
    nextSnapshot++
  }

  const logBlock = (block: Block, skip: bigint | undefined): Block => {
    segments.append({
      time: block.header.timestampNs.toString(),
      skip: skip?.toString(),
      hash: base58.encode(block.header.hash),
      transactions: pool.map((signed) =>
        Buffer.from(encodeSignedTransaction(signed)).toString('base64'),
      ),
    })
    pool = []
    blocksInFile++
    if (blocksInFile >= blocksPerFile) beginFile(segments.newest())
    return block
  }

  const chain: Chain = {
    ...fresh,
    submit: (signed) => {
      pool.push(signed)
      fresh.submit(signed)
    },
    produceBlock: (timestampNs) => logBlock(fresh.produceBlock(timestampNs), undefined),
    fastForward: (deltaHeight, timestampNs) =>
      logBlock(fresh.fastForward(deltaHeight, timestampNs), deltaHeight),
    patchState: (records: readonly StatePatchRecord[]) => {
      fresh.patchState(records)
      segments.append({ patch: records.map(patchRecordView) })
    },
    snapshot: () => {
      const snapshot = fresh.snapshot()
      noteSnapshot(snapshot)
      return snapshot
    },
    revert: (snapshot) => {
      fresh.revert(snapshot)
      pool = []
      const known = numbers.get(snapshot)
      if (known !== undefined && known.file >= oldest) {
        segments.append({ revert: known.id })
        return
      }
      // The line that took it is gone: the state itself stands in for it.
      beginFile(segments.newest() + 1)
      noteSnapshot(snapshot)
    },
  }
  return { chain, close: segments.close }
}
