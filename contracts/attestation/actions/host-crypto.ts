import {
  bytesCompare,
  bytesEqual,
  hexDecode,
  hexEncode,
  p256Verify,
  sha256,
  utf8Decode,
  utf8Encode,
} from '@research-hub/compiler/host'
import { useNatives } from '../rules/bytes.js'
import type { Crypto } from '../rules/crypto.js'

useNatives({
  isEqual: bytesEqual,
  isSame: (a, aAt, b, bAt, length) => bytesCompare(a, aAt, b, bAt, length) === 0,
  toHex: hexEncode,
  fromAscii: utf8Encode,
  toText: utf8Decode,
  fromHex: hexDecode,
})

let verifications = 0

/** The chain's own hash and signature check. */
export const hostCrypto: Crypto = {
  sha256,
  p256Verify: (signature, hash, key) => {
    verifications++
    return p256Verify(signature, hash, key)
  },
}

/** Signatures checked in this call: memory starts afresh with each. */
export function verificationsDone(): number {
  return verifications
}
