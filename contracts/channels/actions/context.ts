/** The context that every signed message names: chain and contract, hashed. */
import {
  bytesCompare,
  chainId,
  currentAccountId,
  ed25519Verify,
  hexEncode,
  sha256,
  utf8Decode,
} from '@research-hub/compiler/host'
import { fail } from '../errors.js'
import { contextPreimage } from '../rules/identity.js'
import { encodeHead, type Malformed, type MessageHead } from '../rules/messages.js'

/** Cheaper to compute than to read back. */
export function context(): Uint8Array {
  return sha256(contextPreimage(utf8Decode(chainId()), utf8Decode(currentAccountId())))
}

/** A message that is well formed and meant for this contract. */
export function requireMessage<T extends MessageHead>(decoded: T | Malformed): T {
  if ('malformed' in decoded) fail('ERR_VOUCHER_MALFORMED', decoded.malformed)
  if (bytesCompare(decoded.ctx, 0, context(), 0, 32) !== 0) fail('ERR_VOUCHER_CONTEXT')
  return decoded
}

/** Whether a message begins as it must, without decoding it. */
export function hasHead(message: Uint8Array, kind: number, flags: number): boolean {
  return bytesCompare(message, 0, encodeHead(kind, flags, context()), 0, 40) === 0
}

export function requireChannelId(head: MessageHead, id: Uint8Array): void {
  if (bytesCompare(head.channelId, 0, id, 0, 32) !== 0) fail('ERR_VOUCHER_CHANNEL', hexEncode(id))
}

export function requireSignature(
  signature: Uint8Array,
  message: Uint8Array,
  key: Uint8Array,
): void {
  if (!ed25519Verify(signature, message, key)) fail('ERR_VOUCHER_SIGNATURE')
}
