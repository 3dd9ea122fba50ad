/** What an account's key signs beside transactions, each begun by a tag that no transaction begins with. */
import { type BorshSchema, encodeBorsh } from '../borsh.js'
import { delegateActionSchema } from './actions.js'
import { fixedBytes, struct } from './keys.js'

/** NEP-461: on-chain messages from 2^30 on, off-chain ones from 2^31 on, plus the number of the NEP. */
const delegateTag = 2 ** 30 + 366
const messageTag = 2 ** 31 + 413

/** NEP-413. */
export type MessageToSign = {
  readonly message: string
  /** 32 bytes. */
  readonly nonce: Uint8Array
  readonly recipient: string
  readonly callbackUrl?: string
}

export const messageToSignSchema: BorshSchema = struct({
  message: 'string',
  nonce: fixedBytes(32),
  recipient: 'string',
  callbackUrl: { option: 'string' },
})

/** The bytes whose SHA-256 is signed for a NEP-413 message. Throws when a field does not fit. */
export function encodeMessageToSign(message: MessageToSign): Uint8Array {
  return encodeTagged(messageTag, messageToSignSchema, message)
}

/** The bytes whose SHA-256 is signed for a NEP-366 delegate action, a value of its schema. Throws when a field does not fit. */
export function encodeDelegateToSign(delegateAction: unknown): Uint8Array {
  return encodeTagged(delegateTag, delegateActionSchema, delegateAction)
}

function encodeTagged(tag: number, content: BorshSchema, value: unknown): Uint8Array {
  return encodeBorsh(struct({ tag: 'u32', content }), { tag, content: value })
}
