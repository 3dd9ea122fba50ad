/** Transactions and state inits put together byte by byte, apart from the devnet's own encoder. */
import { createHash } from 'node:crypto'
import { type Devnet, parseSecretKey } from '@research-hub/devnet'

export const u32 = (value: number): Uint8Array => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

export const u64 = (value: bigint): Uint8Array => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}

export const u128 = (value: bigint): Uint8Array =>
  Buffer.concat([u64(value & (2n ** 64n - 1n)), u64(value >> 64n)])

export const sized = (bytes: Uint8Array | string): Uint8Array =>
  Buffer.concat([u32(Buffer.from(bytes).length), Buffer.from(bytes)])

export const list = (items: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([u32(items.length), ...items])

export type RawTransaction = {
  readonly signerId: string
  readonly secretKey: string
  readonly nonce: bigint
  readonly receiverId: string
  readonly actions: readonly Uint8Array[]
}

/** `signed_tx_base64` of a V0 transaction on the head. */
export function signedTransaction(devnet: Devnet, transaction: RawTransaction): string {
  const key = parseSecretKey(transaction.secretKey)
  const body = Buffer.concat([
    sized(transaction.signerId),
    Uint8Array.of(0),
    key.publicKey.data,
    u64(transaction.nonce),
    sized(transaction.receiverId),
    devnet.chain.head().header.hash,
    list(transaction.actions),
  ])
  const signature = key.sign(createHash('sha256').update(body).digest())
  return Buffer.concat([body, Uint8Array.of(0), signature]).toString('base64')
}
