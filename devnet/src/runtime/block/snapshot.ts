/** A chain at one moment: as a value to return to, and as bytes that another chain goes on from. */
import type { HashKey } from '../../primitives/hash.js'
import { copyQueues, type Queues } from '../state/queues.js'
import type { TrieNode } from '../state/trie-node.js'
import type { ChainSnapshot } from '../types/chain.js'
import type { Commit } from '../types/commit.js'
import type { ChainContext, KeptBlock } from './chain-context.js'
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.js'
import { forgetFrom, keepBlock } from './history.js'
import { createRecentHashes } from './recent-hashes.js'

type Snapshot = ChainSnapshot & {
  readonly kept: KeptBlock
  readonly root: TrieNode | undefined
  readonly queues: Queues
  readonly commits: readonly Commit[]
  readonly patches: readonly Commit[]
}

/** The chain as it is now; cheap, because state is shared. */
export function takeSnapshot({ head, root, queues, patches }: ChainContext): ChainSnapshot {
  const snapshot: Snapshot = {
    head: head.block.header,
    kept: head,
    root,
    queues: copyQueues(queues),
    commits: head.commits,
    patches,
  }
  return snapshot
}

/** Returns to a snapshot. The block itself may have been let go, or its state, so it is kept anew. */
export function revertTo(chain: ChainContext, snapshot: ChainSnapshot): void {
  if (!isOwnSnapshot(snapshot)) throw new TypeError('not a snapshot of this chain')
  forgetFrom(chain, snapshot.head.height)
  chain.pool = []
  chain.patches = snapshot.patches
  chain.queues = copyQueues(snapshot.queues)
  const { root, commits } = snapshot
  keepBlock(chain, { ...snapshot.kept, root, commits, hasState: true })
}

function isOwnSnapshot(snapshot: ChainSnapshot): snapshot is Snapshot {
  return 'kept' in snapshot && 'queues' in snapshot
}

/** What a checkpoint holds beside the state. */
type CheckpointParts = {
  readonly head: Omit<KeptBlock, 'root'>
  readonly queues: Queues
  readonly patches: readonly Commit[]
  readonly hashes: ReadonlyMap<HashKey, bigint>
}

/** The chain at its head, without the blocks before it. */
export function makeCheckpoint({ head: kept, queues, patches, history }: ChainContext): Uint8Array {
  const { root, ...head } = kept
  const parts: CheckpointParts = { head, queues, patches, hashes: history.hashes.all() }
  return encodeCheckpoint(parts, root)
}

/** Goes on from a checkpoint, on a chain that has its genesis alone. */
export function restoreCheckpoint(chain: ChainContext, checkpoint: Uint8Array): void {
  const { parts, root } = decodeCheckpoint(checkpoint, isCheckpointParts)
  const { head, queues, patches } = parts
  chain.queues = queues
  chain.patches = patches
  const hashes = createRecentHashes(parts.hashes)
  hashes.forgetAbove(head.block.header.height - 1n)
  chain.history.hashes = hashes
  keepBlock(chain, { ...head, root })
}

function isCheckpointParts(value: unknown): value is CheckpointParts {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['head', 'queues', 'patches', 'hashes'].every((name) => name in value)
  )
}
