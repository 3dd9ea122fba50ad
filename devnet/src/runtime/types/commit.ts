/** nearcore `StateChangeCause`, as far as records of accounts can have it. */
export type StateChangeCause =
  | { readonly kind: 'transaction'; readonly hash: Uint8Array }
  | { readonly kind: 'receipt' | 'reward'; readonly receiptId: Uint8Array }
  /** Stakes that return at the start of an epoch. */
  | { readonly kind: 'validators' }
  /** Records patched into the state. */
  | { readonly kind: 'patch' }

/** What was committed at once, by trie key; `null` for a removed record. */
export type Commit = {
  readonly cause: StateChangeCause
  readonly records: ReadonlyMap<string, Uint8Array | null>
}
