import { sha256 } from './hash.js'
import type { KeyPair } from './key-pair.js'
import { keyTag } from './keys.js'
import { encodeTransaction } from './transaction-codec.js'
import type { SignedTransaction, Transaction } from './types.js'

const signatureFieldLength = 65

/** Signs a transaction as `signed_tx_base64` carries it: over the sha256 of its Borsh bytes. */
export function signTransaction(transaction: Transaction, key: KeyPair): SignedTransaction {
  const encoded = encodeTransaction(transaction)
  const hash = sha256(encoded)
  return {
    transaction,
    signature: { keyType: 'ed25519', data: key.sign(hash) },
    hash,
    encodedLength: encoded.length + signatureFieldLength,
  }
}

/** The Borsh bytes that `signed_tx_base64` carries. */
export function encodeSignedTransaction({ transaction, signature }: SignedTransaction): Uint8Array {
  const tag = Uint8Array.of(keyTag(signature.keyType))
  return Buffer.concat([encodeTransaction(transaction), tag, signature.data])
}
