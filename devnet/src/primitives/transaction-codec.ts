import { encodeActions, readAction, readNonce, writeNonce } from './action-codec.js'
import { BorshError, BorshReader, BorshWriter } from './borsh.js'
import { sha256 } from './hash.js'
import {
  readAccountId,
  readPublicKey,
  readSignature,
  writePublicKey,
  writeSignature,
} from './key-codec.js'
import type { SignedTransaction, Transaction } from './types.js'

/** Decodes a signed transaction; malformed or trailing bytes throw `BorshError`. */
export function decodeSignedTransaction(bytes: Uint8Array): SignedTransaction {
  const reader = new BorshReader(bytes)
  const transaction = isVersionOne(bytes) ? readVersionOne(reader) : readVersionZero(reader)
  const hash = hashOf(transaction, bytes.subarray(0, reader.position))
  const signature = readSignature(reader)
  reader.finish()
  return { transaction, signature, hash, encodedLength: bytes.length }
}

// A V0 transaction starts with the length of an account id, whose second byte is always zero.
function isVersionOne(bytes: Uint8Array): boolean {
  const [tag, second] = bytes
  if (second === undefined || second === 0) return false
  if (tag !== 1) throw new BorshError(`invalid transaction version tag: ${tag}`)
  return true
}

function readVersionZero(reader: BorshReader): Transaction {
  return {
    signerId: readAccountId(reader),
    publicKey: readPublicKey(reader),
    nonce: reader.u64(),
    receiverId: readAccountId(reader),
    blockHash: reader.fixed(32),
    actions: reader.list(() => readAction(reader)),
  }
}

function readVersionOne(reader: BorshReader): Transaction {
  reader.u8()
  const signerId = readAccountId(reader)
  const publicKey = readPublicKey(reader)
  const { nonce, nonceIndex } = readNonce(reader)
  const rest = {
    signerId,
    publicKey,
    nonce,
    receiverId: readAccountId(reader),
    blockHash: reader.fixed(32),
    actions: reader.list(() => readAction(reader)),
  }
  const mode = reader.u8()
  if (mode > 1) throw new BorshError(`Unexpected variant tag: ${mode}`)
  return { ...rest, versionOne: { nonceIndex, nonceMode: mode === 0 ? 'monotonic' : 'strict' } }
}

// Nodes hash what they would write: the entries of a state init in order, each key once.
function hashOf(transaction: Transaction, bytes: Uint8Array): Uint8Array {
  const isOneForm = !transaction.actions.some(
    ({ kind }) => kind === 'DeterministicStateInit' || kind === 'Delegate',
  )
  return sha256(isOneForm ? bytes : encodeTransaction(transaction))
}

/** Borsh bytes of an unsigned transaction; their sha256 is the transaction hash that gets signed. */
export function encodeTransaction(transaction: Transaction): Uint8Array {
  return writeTransaction(new BorshWriter(), transaction).finish()
}

/** What `signed_tx_base64` carries, with all maps in order. */
export function writeSignedTransaction(
  writer: BorshWriter,
  { transaction, signature }: SignedTransaction,
): BorshWriter {
  return writeSignature(writeTransaction(writer, transaction), signature)
}

function writeTransaction(writer: BorshWriter, transaction: Transaction): BorshWriter {
  const { versionOne } = transaction
  if (versionOne !== undefined) writer.u8(1)
  writePublicKey(writer.string(transaction.signerId), transaction.publicKey)
  if (versionOne === undefined) writer.u64(transaction.nonce)
  else writeNonce(writer, transaction.nonce, versionOne.nonceIndex)
  writer.string(transaction.receiverId).fixed(transaction.blockHash)
  encodeActions(writer, transaction.actions)
  if (versionOne !== undefined) writer.u8(versionOne.nonceMode === 'strict' ? 1 : 0)
  return writer
}
