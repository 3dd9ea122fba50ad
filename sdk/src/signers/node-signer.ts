import { createPrivateKey, randomBytes, sign } from 'node:crypto'
import { fromBase64Url } from '../codecs/base64.js'

/** A signer that answers at once, over node:crypto: for a payee's receipts and close signatures. */
export type NodeSigner = {
  readonly publicKey: Uint8Array
  readonly sign: (message: Uint8Array) => Uint8Array
}

const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex')

/** From a 32-byte ed25519 seed; a fresh random key unless one is given. */
export function nodeSigner(seed: Uint8Array = randomBytes(32)): NodeSigner {
  const der = Buffer.concat([pkcs8Head, seed])
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  return {
    publicKey: fromBase64Url(String(key.export({ format: 'jwk' }).x)),
    sign: (message) => new Uint8Array(sign(null, message, key)),
  }
}
