/** Terms, kept once for all assets that offer them, and each asset's offers. */
import {
  hexEncode,
  sha256,
  storageHasKey,
  storageRead,
  storageWrite,
  utf8Encode,
} from '@research-hub/compiler/host'
import { pack, unpack } from '../../common/state/record.js'
import { recordBytes } from '../../common/state/records.js'
import { joinBytes } from '../../common/wire/bytes.js'
import { fail } from '../errors.js'
import type { Terms } from '../rules/terms.js'
import { derivatives } from '../rules/words.js'
import { withBytes, withIndex } from './keys.js'

const domain = 'research-hub/terms/1'
const version = 1
/** As `interface.ts` sets out: the packed record is what the hash covers. */
const layout = '111s6664684844h'
const flag = {
  token: 1,
  request: 2,
  period: 4,
  commercial: 8,
  reciprocal: 16,
  transferable: 32,
} as const

export function encodeTerms(terms: Terms): Uint8Array {
  const { prices } = terms
  const flags =
    (prices.token === undefined ? 0 : flag.token) |
    (prices.request === undefined ? 0 : flag.request) |
    (prices.period === undefined ? 0 : flag.period) |
    (terms.commercial ? flag.commercial : 0) |
    (terms.reciprocal ? flag.reciprocal : 0) |
    (terms.transferable ? flag.transferable : 0)
  return pack(layout, [
    version,
    flags,
    derivatives.indexOf(terms.derivative),
    terms.tokenId,
    prices.token ?? 0n,
    prices.request ?? 0n,
    prices.period ?? 0n,
    terms.periodS,
    terms.minPrice,
    terms.quota,
    terms.lifetimeS,
    terms.expiresAtNs,
    terms.royaltyPpm,
    terms.resalePpm,
    terms.uriHash,
  ])
}

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
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  const flags = record[1]
  return {
    derivative: derivatives[record[2]] ?? 'none',
    tokenId: record[3],
    prices: {
      token: (flags & flag.token) === 0 ? undefined : record[4],
      request: (flags & flag.request) === 0 ? undefined : record[5],
      period: (flags & flag.period) === 0 ? undefined : record[6],
    },
    periodS: record[7],
    minPrice: record[8],
    quota: record[9],
    lifetimeS: record[10],
    expiresAtNs: record[11],
    royaltyPpm: record[12],
    resalePpm: record[13],
    uriHash: record[14],
    commercial: (flags & flag.commercial) !== 0,
    reciprocal: (flags & flag.reciprocal) !== 0,
    transferable: (flags & flag.transferable) !== 0,
  }
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
