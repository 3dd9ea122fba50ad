/** The trie over contract storage. */
import {
  sha256,
  storageRead,
  storageRemove,
  storageWrite,
  utf8Decode,
  utf8Encode,
} from '@research-hub/compiler/host'
import { checkProof, type ProvedRank } from './proof.js'
import type { Trie } from './store.js'

/** A trie whose node at a path is the record `prefix + path`. */
export function chainTrie(prefix: string): Trie {
  return {
    read: (path) => storageRead(prefix + path),
    write: (path, node) => {
      storageWrite(prefix + path, node)
    },
    remove: (path) => {
      storageRemove(prefix + path)
    },
    sha256,
    encode: utf8Encode,
    decode: utf8Decode,
  }
}

/**
 * Checks a rank proof against a results root. Gives the account, its key (score and order of
 * commitment), its rank from 1 and how many are ranked; undefined for anything but a proof.
 */
export function verifyRank(root: Uint8Array, proof: Uint8Array): ProvedRank | undefined {
  return checkProof({ sha256, decode: utf8Decode }, root, proof)
}
