import { sha256 } from '@noble/hashes/sha2.js'
import { toHex } from '../../codecs/hex.js'

/**
 * What a conditional voucher waits for, `{model}:{SHA-256 of the request body in hex}`: its `ackHash` is
 * the SHA-256 of this text. Throws RangeError unless the model's name is 1 to 256 printable ASCII
 * characters, of which the contract takes any.
 */
export function conditionFor(model: string, request: Uint8Array): string {
  if (!/^[ -~]{1,256}$/.test(model)) throw new RangeError('not a model name')
  return `${model}:${toHex(sha256(request))}`
}

/** What the channel's TEE key signs once the request is answered: then the voucher is money. */
export function answerText(condition: string, responseHash: Uint8Array): string {
  return `${condition}:${toHex(responseHash)}`
}
