/** What all uploads of collateral check. */

import { fail } from '../../errors.js'
import { compress } from '../../rules/point.js'
import { Malformed } from '../../rules/reject.js'
import type { StoredCertificate } from '../../state/chain.js'
import { hostCrypto } from '../host-crypto.js'
import { nowS } from '../now.js'

/** Runs a parser; bytes that do not parse end the call. */
export function parsed<T>(name: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (error instanceof Malformed) fail('ERR_COLLATERAL_MALFORMED', name, error.what)
    throw error
  }
}

export function isSigned(hash: Uint8Array, signature: Uint8Array, key: Uint8Array): boolean {
  return hostCrypto.p256Verify(signature, hash, compress(key))
}

/** Checks against the one root key. */
export function requireSignature(
  name: string,
  signed: Uint8Array,
  signature: Uint8Array,
  rootKey: Uint8Array,
): void {
  if (!isSigned(hostCrypto.sha256(signed), signature, rootKey)) {
    fail('ERR_COLLATERAL_SIGNATURE', name, 'root')
  }
}

/** The one of several certificates of a role whose key signed this. */
export function requireSigner(
  name: string,
  role: string,
  certificates: readonly StoredCertificate[],
  hash: Uint8Array,
  signature: Uint8Array,
): StoredCertificate {
  return (
    certificates.find(({ key }) => isSigned(hash, signature, key)) ??
    fail('ERR_COLLATERAL_SIGNATURE', name, role)
  )
}

export function requireDates(name: string, fromS: number, untilS: number): void {
  const now = nowS()
  if (now < fromS || now > untilS) {
    fail('ERR_COLLATERAL_DATES', name, fromS, untilS, now)
  }
}

/** A document must be newer than the stored one. */
export function requireNewer(name: string, storedS: number | undefined, fromS: number): void {
  if (storedS !== undefined && fromS <= storedS) {
    fail('ERR_COLLATERAL_STALE', name, storedS, fromS)
  }
}
