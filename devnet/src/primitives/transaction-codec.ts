import {
  encodeActions,
  readAction,
  readPublicKey,
  readSignature,
  writePublicKey,
} from './action-codec.js'
import { BorshReader, BorshWriter } from './borsh.js'
import { sha256 } from './hash.js'
import type { SignedTransaction, Transaction } from './types.js'

/** Decodes a signed transaction (V0); malformed or trailing bytes throw `BorshError`. */
export function decodeSignedTransaction(bytes: Uint8Array): SignedTransaction {
  const reader = new BorshReader(bytes)
  const transaction: Transaction = {
    signerId: reader.string(),
    publicKey: readPublicKey(reader),
    nonce: reader.u64(),
    receiverId: reader.string(),
    blockHash: reader.fixed(32),
    actions: reader.list(() => readAction(reader)),
  }
  const hash = sha256(bytes.subarray(0, reader.position))
  const signature = readSignature(reader)
  reader.finish()
  return { transaction, signature, hash, encodedLength: bytes.length }
}

/** Borsh bytes of an unsigned transaction; their sha256 is the transaction hash that gets signed. */
export function encodeTransaction(transaction: Transaction): Uint8Array {
  const writer = new BorshWriter().string(transaction.signerId)
  writePublicKey(writer, transaction.publicKey)
  writer.u64(transaction.nonce).string(transaction.receiverId).fixed(transaction.blockHash)
  return encodeActions(writer, transaction.actions).finish()
}
