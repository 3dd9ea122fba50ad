/** Terms, kept once for all assets that offer them, and each asset's offers. */
import {
  hexEncode,
  sha256,
  storageHasKey,
  storageRead,
  storageWrite,
  utf8Encode,
} from '@research-hub/compiler/host'
import { bytes32, record, text, u8, u32, u64, u128, version } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { fail } from '../errors.js'
import type { Terms } from '../rules/terms.js'
import { withBytes, withIndex } from './keys.js'

const domain = 'research-hub/terms/1'
/** As `interface.ts` sets out: the packed record is what the hash covers. */
export const termsRecord = record({
  version: version(1),
  flags: u8,
  /** Place in `derivatives`. */
  derivative: u8,
  tokenId: text,
  pricePerToken: u128,
  pricePerRequest: u128,
  pricePerPeriod: u128,
  periodS: u32,
  minPrice: u128,
  quota: u64,
  lifetimeS: u32,
  expiresAtNs: u64,
  royaltyPpm: u32,
  resalePpm: u32,
  uriHash: bytes32,
})
export function hashTerms(encoded: Uint8Array): Uint8Array {
  return sha256(joinBytes([utf8Encode(domain), encoded]))
}

/** Keeps terms; returns the bytes that takes, none when they are known. */
export function keepTerms(hash: Uint8Array, encoded: Uint8Array): bigint {
  const key = withBytes('T:', hash)
  if (storageHasKey(key)) return 0n
  storageWrite(key, encoded)
  return recordBytes(key, encoded)
}

export function loadTerms(hash: Uint8Array): Terms | undefined {
  const bytes = storageRead(withBytes('T:', hash))
  return bytes === undefined ? undefined : termsRecord.decode(bytes)
}

/** Terms that some asset offers or has offered. */
export function requireTerms(hash: Uint8Array): Terms {
  return loadTerms(hash) ?? fail('ERR_TERMS', 'hash')
}

/** Whether an asset offers terms now; undefined when it never did. */
export function loadOffer(assetId: number, hash: Uint8Array): boolean | undefined {
  const bytes = storageRead(offerKey(assetId, hash))
  return bytes === undefined ? undefined : bytes[0] === 1
}

export function requireActiveOffer(assetId: number, hash: Uint8Array): void {
  const isActive = loadOffer(assetId, hash)
  if (isActive === undefined) fail('ERR_OFFER_NOT_FOUND', assetId, hexEncode(hash))
  if (!isActive) fail('ERR_OFFER_RETIRED', hexEncode(hash))
}

/** Saves an offer's state and returns its bytes. */
export function saveOffer(assetId: number, hash: Uint8Array, isActive: boolean): bigint {
  const key = offerKey(assetId, hash)
  const bytes = Uint8Array.of(isActive ? 1 : 0)
  storageWrite(key, bytes)
  return recordBytes(key, bytes)
}

/** Notes an asset's offer under its number and returns the bytes that takes. */
export function listOffer(assetId: number, index: number, hash: Uint8Array): bigint {
  const key = withIndex(`F:${assetId}:`, index)
  storageWrite(key, hash)
  return recordBytes(key, hash)
}

export function offerAt(assetId: number, index: number): Uint8Array | undefined {
  return storageRead(withIndex(`F:${assetId}:`, index))
}

function offerKey(assetId: number, hash: Uint8Array): Uint8Array {
  return withBytes(`f:${assetId}:`, hash)
}
