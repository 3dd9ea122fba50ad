/** What reads of a trie cost and weigh, on a trie small enough to count by hand. */
import { StateReads } from '@research-hub/devnet/internal/runtime/state/reads'
import {
  encodeNode,
  nodeBytes,
  type TrieNode,
} from '@research-hub/devnet/internal/runtime/state/trie-node'
import { StateUpdate } from '@research-hub/devnet/internal/runtime/state/update'
import type { StorageChange } from '@research-hub/devnet/internal/vm/types/interface'
import test from 'ava'

const accountId = 'a.near'
const free = (): void => undefined
const bytes = (text: string): Uint8Array => Buffer.from(text)

/** Records of `a.near` whose keys differ in their last nibble only: extension, branch, leaves. */
function trieOf(records: Readonly<Record<string, string>>): TrieNode | undefined {
  const state = new StateUpdate(undefined)
  for (const [key, value] of Object.entries(records))
    state.setRecord(accountId, bytes(key), bytes(value))
  state.commit({ kind: 'patch' })
  return state.finish()
}

function begin(records: Readonly<Record<string, string>>): {
  state: StateUpdate
  reads: StateReads
  write: (key: string, value?: string) => readonly [number, number]
} {
  const reads = new StateReads()
  const state = new StateUpdate(trieOf(records), reads)
  const counts = (change: StorageChange): readonly [number, number] => [
    change.touchedTrieNodes,
    change.cachedTrieNodes,
  ]
  const write = (key: string, value?: string): readonly [number, number] =>
    counts(
      state.writeRecord(accountId, bytes(key), value === undefined ? null : bytes(value), free),
    )
  return { state, reads, write }
}

test('a write touches the nodes on its way and the value; what was touched before is cached', (t) => {
  const { state, write } = begin({ x: 'one', y: 'two!' })
  t.deepEqual(write('x', 'new'), [4, 0])
  t.deepEqual(write('y', 'new'), [2, 2])
  t.deepEqual(write('z', 'new'), [0, 2])
  t.deepEqual(write('x', 'newer'), [0, 0], 'a change of this block is not looked up')
  state.rollback()
  t.deepEqual(
    write('x'),
    [0, 4],
    'a failed receipt takes its changes back, but not what it touched',
  )
  t.deepEqual(write('x'), [0, 0])
})

test('nodes and values are the same when their bytes are', (t) => {
  const { write } = begin({ x: 'one', y: 'one' })
  t.deepEqual(write('x', 'new'), [4, 0])
  t.deepEqual(write('y', 'new'), [0, 4])
})

test('reading touches only the value, and only when it is paid', (t) => {
  const { state, write } = begin({ x: 'one', y: 'two!' })
  t.throws(() =>
    state.readRecord(accountId, bytes('x'), () => {
      throw new Error('out of gas')
    }),
  )
  t.true(state.hasRecord(accountId, bytes('x')))
  t.deepEqual(state.readRecord(accountId, bytes('y'), free), bytes('two!'))
  t.deepEqual(write('x', 'new'), [4, 0])
  t.deepEqual(write('y', 'new'), [1, 3])
})

test('the proof has every node and value once, and 2,000 bytes for each removal', (t) => {
  // A tag of 1 byte and 8 of memory usage; a path has 4 of length and its nibbles in pairs; hashes 32.
  const extension = 1 + 8 + 4 + 9 + 32
  const branch = 1 + 8 + 2 + 2 * 32
  const leaf = 1 + 8 + 4 + 1 + 4 + 32
  const long = 'l'.repeat(5_000)
  const { state, reads, write } = begin({ x: 'one', y: long })
  t.is(reads.proofBytes, 0)
  state.hasRecord(accountId, bytes('x'))
  t.is(reads.proofBytes, extension + branch + leaf)
  state.readRecord(accountId, bytes('x'), free)
  t.is(reads.proofBytes, extension + branch + leaf + 3)
  state.readRecord(accountId, bytes('y'), free)
  const all = extension + branch + 2 * leaf + 3 + long.length
  t.is(reads.proofBytes, all)
  write('y', 'short')
  t.is(reads.proofBytes, all)
  write('y')
  write('y')
  write('none')
  t.is(reads.proofBytes, all + 3 * 2_000)
})

test('an attempt that starts over has read nothing', (t) => {
  const { state, reads, write } = begin({ x: 'one', y: 'two!' })
  state.hasRecord(accountId, bytes('x'))
  const before = reads.proofBytes
  const [restore, forget] = [state.savepoint(), reads.savepoint()]
  for (const _ of [1, 2]) {
    t.deepEqual(write('y'), [4, 0])
    t.deepEqual(write('x', 'new'), [2, 2])
    t.true(reads.proofBytes > before + 2_000)
    restore()
    forget()
    t.is(reads.proofBytes, before)
  }
})

test('the length of a node is that of its bytes', (t) => {
  const root = trieOf({ '': 'v', a: '1', aa: '2', ab: '3', aab: '4', b: '5', zzz: '6' })
  const kinds = new Set<string>()
  const visit = (node: TrieNode | undefined): void => {
    if (node === undefined) return
    kinds.add(node.value === undefined ? node.kind : `${node.kind} with value`)
    t.is(nodeBytes(node), encodeNode(node).length)
    for (const child of node.children) visit(child)
  }
  visit(root)
  t.deepEqual([...kinds].sort(), ['branch', 'branch with value', 'extension', 'leaf with value'])
})
