/** Terms that assets offer. */
import { blockTimestamp, hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { requireNotPaused } from '../../common/state/governance.js'
import { token, tokenId } from '../../common/state/tokens.js'
import {
  boolean,
  type Decoder,
  decodeArgs,
  hex,
  integer,
  object,
  oneOf,
  u64,
  u128,
} from '../../common/wire/decode.js'
import { emit } from '../../common/wire/events.js'
import { assetId, chargeRecords, requireOwnAsset, requireSealed } from './access.js'
import { failLicensing } from '../errors.js'
import type * as wire from '../interface.js'
import { features } from '../limits.js'
import { inheritedProblem, type Terms, termsProblem } from '../rules/terms.js'
import { saveAsset } from '../state/asset.js'
import {
  encodeTerms,
  hashTerms,
  keepTerms,
  listOffer,
  loadOffer,
  loadTerms,
  saveOffer,
} from '../state/terms.js'

const maxSeconds = 2_147_483_647

const priceOrNull: Decoder<bigint | undefined> = (value, name) =>
  value === null ? undefined : u128(value, name)

const termsFields = object({
  token,
  price_per_token: priceOrNull,
  price_per_request: priceOrNull,
  price_per_period: priceOrNull,
  period_s: integer(0, maxSeconds),
  min_price: u128,
  quota: u64,
  lifetime_s: integer(0, maxSeconds),
  expires_at_ns: u64,
  commercial: boolean,
  derivative: oneOf('none', 'open', 'licensed'),
  reciprocal: boolean,
  royalty_ppm: integer(0, 1_000_000),
  transferable: boolean,
  resale_ppm: integer(0, 1_000_000),
  uri_hash: hex(32),
})

const terms: Decoder<Terms> = (value, name) => {
  const found = termsFields(value, name)
  return {
    tokenId: tokenId(found.token),
    prices: {
      token: found.price_per_token,
      request: found.price_per_request,
      period: found.price_per_period,
    },
    periodS: found.period_s,
    minPrice: found.min_price,
    quota: found.quota,
    lifetimeS: found.lifetime_s,
    expiresAtNs: found.expires_at_ns,
    commercial: found.commercial,
    derivative: found.derivative,
    reciprocal: found.reciprocal,
    royaltyPpm: found.royalty_ppm,
    transferable: found.transferable,
    resalePpm: found.resale_ppm,
    uriHash: found.uri_hash,
  }
}

export function add_terms(raw: RawArgs<wire.AddTermsArgs> = input()): wire.Hex32 {
  refuseDeposit('add_terms')
  const args = decodeArgs(raw, { asset_id: assetId, terms })
  requireNotPaused(features.publish, 'publishing')
  const id = args.asset_id
  const asset = requireOwnAsset(id)
  // Parents decide what may be offered, so they come first.
  requireSealed(id, asset)
  const problem = termsProblem(args.terms)
  if (problem !== undefined) failLicensing('ERR_TERMS', problem)
  const forbidden = inheritedProblem(args.terms, asset)
  if (forbidden !== undefined) failLicensing('ERR_TERMS_INHERITED', forbidden)
  const nowNs = blockTimestamp()
  if (args.terms.expiresAtNs !== 0n && args.terms.expiresAtNs <= nowNs) {
    failLicensing('ERR_TERMS_EXPIRED', args.terms.expiresAtNs, nowNs)
  }
  const encoded = encodeTerms(args.terms)
  const hash = hashTerms(encoded)
  const before = loadOffer(id, hash)
  if (before === true) return reply(hexEncode(hash))
  let bytes = saveOffer(id, hash, true)
  if (before === undefined) {
    bytes += keepTerms(hash, encoded) + listOffer(id, asset.offers, hash)
    saveAsset(id, { ...asset, offers: asset.offers + 1 })
    chargeRecords(asset.ownerId, bytes)
  }
  emit('terms_added', { asset_id: String(id), terms_hash: hexEncode(hash) })
  return reply(hexEncode(hash))
}

export function retire_terms(raw: RawArgs<wire.OfferArgs> = input()): void {
  refuseDeposit('retire_terms')
  const args = decodeArgs(raw, { asset_id: assetId, terms_hash: hex(32) })
  requireOwnAsset(args.asset_id)
  requireActiveOffer(args.asset_id, args.terms_hash)
  saveOffer(args.asset_id, args.terms_hash, false)
  emit('terms_retired', {
    asset_id: String(args.asset_id),
    terms_hash: hexEncode(args.terms_hash),
  })
}

export function requireActiveOffer(id: number, hash: Uint8Array): void {
  const isActive = loadOffer(id, hash)
  if (isActive === undefined) failLicensing('ERR_OFFER_NOT_FOUND', id, hexEncode(hash))
  if (!isActive) failLicensing('ERR_OFFER_RETIRED', hexEncode(hash))
}

/** Terms that some asset offers or has offered. */
export function requireTerms(hash: Uint8Array): Terms {
  return loadTerms(hash) ?? failLicensing('ERR_TERMS', 'hash')
}
