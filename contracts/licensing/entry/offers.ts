/** Terms that assets offer. */
import { hexEncode, input, type RawArgs } from '@research-hub/compiler/host'
import { refuseDeposit, reply } from '../../common/entry/reply.js'
import { token, tokenId } from '../../common/state/tokens.js'
import {
  boolean,
  type Decoder,
  decodeArgs,
  hex,
  integer,
  objectOf,
  oneOf,
  u64,
  u128,
} from '../../common/wire/decode.js'
import { addTerms, retireTerms } from '../actions/offers.js'
import type * as wire from '../interface.js'
import { assetId, byOffer, orNull } from '../rules/decoders.js'
import { flagsOf, type Terms } from '../rules/terms.js'
import { derivatives } from '../rules/words.js'

const maxSeconds = 2_147_483_647

const termsFields = objectOf<wire.Terms>()({
  token,
  price_per_token: orNull(u128),
  price_per_request: orNull(u128),
  price_per_period: orNull(u128),
  period_s: integer(0, maxSeconds),
  min_price: u128,
  quota: u64,
  lifetime_s: integer(0, maxSeconds),
  expires_at_ns: u64,
  commercial: boolean,
  derivative: oneOf(...derivatives),
  reciprocal: boolean,
  royalty_ppm: integer(0, 1_000_000),
  transferable: boolean,
  resale_ppm: integer(0, 1_000_000),
  uri_hash: hex(32),
})

const terms: Decoder<Terms, wire.Terms> = (value, name) => {
  const found = termsFields(value, name)
  return {
    flags: flagsOf({
      token: found.price_per_token !== null,
      request: found.price_per_request !== null,
      period: found.price_per_period !== null,
      commercial: found.commercial,
      reciprocal: found.reciprocal,
      transferable: found.transferable,
    }),
    derivative: derivatives.indexOf(found.derivative),
    tokenId: tokenId(found.token),
    pricePerToken: found.price_per_token ?? 0n,
    pricePerRequest: found.price_per_request ?? 0n,
    pricePerPeriod: found.price_per_period ?? 0n,
    periodS: found.period_s,
    minPrice: found.min_price,
    quota: found.quota,
    lifetimeS: found.lifetime_s,
    expiresAtNs: found.expires_at_ns,
    royaltyPpm: found.royalty_ppm,
    resalePpm: found.resale_ppm,
    uriHash: found.uri_hash,
  }
}

/**
 * Offers licences on these terms; returns their hash. Offering twice is one offer. Asset owner, once
 * sealed. Errors: ERR_NOT_ASSET_OWNER, ERR_NOT_SEALED, ERR_TERMS, ERR_TERMS_INHERITED, ERR_TERMS_EXPIRED,
 * ERR_UNKNOWN_TOKEN, ERR_STORAGE_SHORT.
 */
export function add_terms(raw: RawArgs<wire.AddTermsArgs> = input()): wire.Hex32 {
  refuseDeposit('add_terms')
  const args = decodeArgs(raw, { asset_id: assetId, terms })
  return reply(hexEncode(addTerms(args.asset_id, args.terms)))
}

/**
 * No more sales or derivatives under these terms; sold licences and links stay. Asset owner. Errors:
 * ERR_NOT_ASSET_OWNER, ERR_OFFER_NOT_FOUND, ERR_OFFER_RETIRED.
 */
export function retire_terms(raw: RawArgs<wire.OfferArgs> = input()): void {
  refuseDeposit('retire_terms')
  const args = decodeArgs(raw, byOffer)
  retireTerms(args.asset_id, args.terms_hash)
}
