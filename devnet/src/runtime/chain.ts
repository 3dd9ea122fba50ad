import { bytesKey } from '../primitives/hash.js'
import type { SignedTransaction } from '../primitives/types.js'
import { appendBlock } from './block/append-block.js'
import { type ChainContext, createContext } from './block/chain-context.js'
import { checkTransaction } from './block/check-transaction.js'
import { findBlock } from './block/history.js'
import { makeCheckpoint, restoreCheckpoint, revertTo, takeSnapshot } from './block/snapshot.js'
import { createStateView } from './block/state-view.js'
import { patch } from './state/patch.js'
import { StateUpdate } from './state/update.js'
import type { StatePatchRecord } from './types/account.js'
import type { Block, BlockReference } from './types/block.js'
import type { Chain, ChainOptions } from './types/chain.js'
import type { Commit } from './types/commit.js'
import type { StateView } from './types/state-view.js'

/** Makes a chain with its genesis block; nothing happens until blocks are asked for. */
export function createChain(options: ChainOptions): Chain {
  const chain = createContext(options)
  const { history } = chain
  return {
    options,
    config: options.config,
    head: () => chain.head.block,
    genesis: () => chain.genesis.block,
    block: (reference) => findBlock(chain, reference)?.block,
    blocksBefore: ({ header }) => findBlock(chain, { kind: 'hash', hash: header.hash })?.tree,
    blockByChunkHash: (chunkHash) =>
      history.byHeight.get(history.heightOfChunk.get(bytesKey(chunkHash)) ?? -1n)?.block,
    state: (reference) => stateAt(chain, reference),
    commits: (block) => commitsOf(chain, block),
    checkTransaction: (signed) => checkTransaction(chain, signed),
    submit: (signed) => {
      chain.pool.push(signed)
    },
    hasPendingWork: () =>
      chain.pool.length > 0 || chain.queues.incoming.length > 0 || chain.queues.delayed.length > 0,
    produceBlock: (timestampNs) =>
      appendBlock(chain, timestampNs, chain.head.block.header.height + 1n, takePool(chain)),
    transaction: (hash) => history.transactions.get(bytesKey(hash)),
    outcome: (id) => history.outcomes.get(bytesKey(id)),
    receipt: (id) => history.receipts.get(bytesKey(id)),
    fastForward: (deltaHeight, timestampNs) =>
      appendBlock(chain, timestampNs, chain.head.block.header.height + deltaHeight, []),
    patchState: (records) => patchHead(chain, records),
    snapshot: () => takeSnapshot(chain),
    revert: (snapshot) => revertTo(chain, snapshot),
    checkpoint: () => makeCheckpoint(chain),
    restore: (checkpoint) => restoreCheckpoint(chain, checkpoint),
  }
}

function stateAt(chain: ChainContext, reference: BlockReference): StateView | undefined {
  const kept = findBlock(chain, reference)
  if (kept === undefined || !kept.hasState) return undefined
  return createStateView(kept, chain.codeCache, chain.options.chainId)
}

function commitsOf(chain: ChainContext, { header }: Block): readonly Commit[] | undefined {
  const kept = findBlock(chain, { kind: 'hash', hash: header.hash })
  return kept?.hasState === true ? kept.commits : undefined
}

/** The queued transactions that are new, each once. */
function takePool(chain: ChainContext): readonly SignedTransaction[] {
  const seen = new Set<string>()
  const taken = chain.pool.filter((signed) => {
    const key = bytesKey(signed.hash)
    const isNew = !seen.has(key) && !chain.history.transactions.has(key)
    seen.add(key)
    return isNew
  })
  chain.pool = []
  return taken
}

/** Writes records into the state that the next block begins with, and that of the head. */
function patchHead(chain: ChainContext, records: readonly StatePatchRecord[]): void {
  const update = new StateUpdate(chain.root)
  patch(chain.options.config, update, records)
  update.commit({ kind: 'patch' })
  chain.patches = [...chain.patches, ...update.commits]
  chain.root = update.finish()
  chain.head = { ...chain.head, root: chain.root }
  chain.history.byHeight.set(chain.head.block.header.height, chain.head)
}
