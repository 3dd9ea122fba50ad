import { bytesKey, sha256 } from '../../primitives/hash.js'
import { nodeBytes, type TrieNode, trieHash } from './trie-node.js'

/** What taking a key away may need of the nodes beside it, as nearcore estimates it. */
const bytesPerRemoval = 2000
/** Values up to here go by their bytes, longer ones by their hash. */
const shortValueBytes = 128

/**
 * What the work of one block has read of the trie that the block began with. nearcore keeps it by hash,
 * so equal nodes and equal values count once wherever they stand, and nothing is taken back when a
 * receipt fails: core/store/src/trie/trie_recording.rs for the size of the proof, `AccountingState` in
 * runtime/runtime/src/ext.rs for what has been paid for as a read from disk.
 */
export class StateReads {
  #proofBytes = 0
  readonly #passed = new Set<TrieNode>()
  readonly #recorded = new Set<string>()
  readonly #touched = new Set<string>()
  /** What undoes additions since the last savepoint; without one there is nothing to undo. */
  #added: (() => void)[] | undefined

  /** Bytes of the proof that the reads and removals so far need, at most. */
  get proofBytes(): number {
    return this.#proofBytes
  }

  /** A lookup passes a node. */
  readonly pass = (node: TrieNode): void => {
    if (this.#passed.has(node)) return
    this.#passed.add(node)
    this.#added?.push(() => this.#passed.delete(node))
    this.#record(nodeName(node), nodeBytes(node))
  }

  /** A value is fetched. */
  fetch(value: Uint8Array): void {
    this.#record(valueName(value), value.length)
  }

  /** Counts a node that a contract pays for; true when it was paid for before in this block. */
  touchNode(node: TrieNode): boolean {
    return this.#touch(nodeName(node))
  }

  /** Counts a value that a contract fetches, as {@link touchNode} does. */
  touchValue(value: Uint8Array): boolean {
    return this.#touch(valueName(value))
  }

  /** A key is removed, whether or not it is there. */
  remove(): void {
    this.#proofBytes += bytesPerRemoval
  }

  /** Returns a function that forgets what is read from now on, as often as it is called. */
  savepoint(): () => void {
    const proofBytes = this.#proofBytes
    const added: (() => void)[] = []
    this.#added = added
    return () => {
      for (const forget of added) forget()
      added.length = 0
      this.#proofBytes = proofBytes
    }
  }

  #record(name: string, bytes: number): void {
    if (this.#add(this.#recorded, name)) this.#proofBytes += bytes
  }

  #touch(name: string): boolean {
    return !this.#add(this.#touched, name)
  }

  #add(names: Set<string>, name: string): boolean {
    if (names.has(name)) return false
    names.add(name)
    this.#added?.push(() => names.delete(name))
    return true
  }
}

function nodeName(node: TrieNode): string {
  return bytesKey(trieHash(node))
}

function valueName(value: Uint8Array): string {
  return value.length <= shortValueBytes ? `v${bytesKey(value)}` : bytesKey(sha256(value))
}
