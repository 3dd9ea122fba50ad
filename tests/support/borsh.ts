/** Transactions and state inits put together piece by piece, apart from the devnet's own encoder. */
import { createHash } from 'node:crypto'
import { type Devnet, parseSecretKey } from '@research-hub/devnet'
import { encodeBorsh, publicKeySchema, signatureSchema } from '@research-hub/sdk/codecs'

export const u64 = (value: bigint): Uint8Array => encodeBorsh('u64', value)
export const u128 = (value: bigint): Uint8Array => encodeBorsh('u128', value)
export const sized = (bytes: Uint8Array | string): Uint8Array =>
  encodeBorsh({ array: { type: 'u8' } }, Buffer.from(bytes))

export const list = (items: readonly Uint8Array[]): Uint8Array =>
  Buffer.concat([encodeBorsh('u32', items.length), ...items])

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
    encodeBorsh(publicKeySchema, { ed25519: key.publicKey.data }),
    u64(transaction.nonce),
    sized(transaction.receiverId),
    devnet.chain.head().header.hash,
    list(transaction.actions),
  ])
  const ed25519 = key.sign(createHash('sha256').update(body).digest())
  const signature = encodeBorsh(signatureSchema, { ed25519 })
  return Buffer.concat([body, signature]).toString('base64')
}
