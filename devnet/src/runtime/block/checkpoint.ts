/** A whole chain at one block as bytes: what a log of blocks can begin with. */
import { deserialize, serialize } from 'node:v8'
import { bytesKey } from '../../primitives/hash.js'
import { trieEntries, trieSet } from '../state/trie.js'
import { type TrieNode, trieHash } from '../state/trie-node.js'

type Entry = readonly [key: Uint8Array, value: Uint8Array]

/** The chain's own parts are plain data; the trie is kept as its entries. */
type Stored<Parts> = { readonly parts: Parts; readonly entries: readonly Entry[] }

/** `parts` must be plain data without functions, and must not hold the trie. */
export function encodeCheckpoint<Parts>(parts: Parts, root: TrieNode | undefined): Uint8Array {
  const entries = Array.from(
    trieEntries(root, new Uint8Array(0)),
    ({ key, value }): Entry => [key, value],
  )
  const stored: Stored<Parts> & { readonly stateRoot: Uint8Array } = {
    parts,
    entries,
    stateRoot: trieHash(root),
  }
  return serialize(stored)
}

/** Builds the trie anew; throws when it has another root than the one that was stored. */
export function decodeCheckpoint<Parts>(
  bytes: Uint8Array,
  isParts: (value: unknown) => value is Parts,
): { readonly parts: Parts; readonly root: TrieNode | undefined } {
  const stored: unknown = deserialize(bytes)
  if (!isStored(stored) || !isParts(stored.parts)) throw new TypeError('not a checkpoint')
  let root: TrieNode | undefined
  for (const [key, value] of stored.entries) root = trieSet(root, key, value)
  if (bytesKey(trieHash(root)) !== bytesKey(stored.stateRoot)) {
    throw new Error('the checkpoint holds another state than its root says')
  }
  return { parts: stored.parts, root }
}

function isStored(value: unknown): value is Stored<unknown> & { readonly stateRoot: Uint8Array } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'parts' in value &&
    'entries' in value &&
    Array.isArray(value.entries) &&
    'stateRoot' in value &&
    value.stateRoot instanceof Uint8Array
  )
}
