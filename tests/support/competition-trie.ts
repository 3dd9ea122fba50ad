/** The trie over a map, for tests without a chain. */
import { createHash } from 'node:crypto'
import type { Sha256, Trie } from '@research-hub/contracts/common/trie/store'

export type MemoryTrie = Trie & { readonly nodes: Map<string, Uint8Array> }

export const sha256: Sha256 = (data) => new Uint8Array(createHash('sha256').update(data).digest())

export const decodeText = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

export function memoryTrie(): MemoryTrie {
  const nodes = new Map<string, Uint8Array>()
  return {
    nodes,
    read: (path) => nodes.get(path)?.slice(),
    write: (path, node) => {
      nodes.set(path, node.slice())
    },
    remove: (path) => {
      nodes.delete(path)
    },
    sha256,
    encode: (text) => new Uint8Array(Buffer.from(text)),
    decode: decodeText,
  }
}
