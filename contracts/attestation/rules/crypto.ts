/** What the rules need from outside; the contract passes host functions, tests node's. */
export type Crypto = {
  readonly sha256: (bytes: Uint8Array) => Uint8Array
  /** ECDSA on P-256 over a hash: r and s, 32 bytes each; a compressed key of 33 bytes. */
  readonly p256Verify: (signature: Uint8Array, hash: Uint8Array, key: Uint8Array) => boolean
}
