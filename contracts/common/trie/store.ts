/** What the trie needs from its surroundings: records at paths, SHA-256, and text as bytes. */
export type NodeStore = {
  /** The record at a path; paths are up to seven characters of 0-9 and a-v. */
  readonly read: (path: string) => Uint8Array | undefined
  readonly write: (path: string, node: Uint8Array) => void
  readonly remove: (path: string) => void
}

export type Sha256 = (data: Uint8Array) => Uint8Array

export type TextCodec = {
  readonly encode: (text: string) => Uint8Array
  readonly decode: (bytes: Uint8Array) => string
}

export type Trie = NodeStore & TextCodec & { readonly sha256: Sha256 }

/** A member of the trie: its key and whose it is. */
export type Item = { readonly key: number; readonly accountId: string }

export type RankedItem = Item & { readonly rank: number }
