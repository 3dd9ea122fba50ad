/** Decoders of the contract's own arguments. Pure. */
import {
  accountId,
  type Decoded,
  type Decoder,
  hex,
  integer,
  list,
  object,
  oneOf,
  optional,
  text,
  u64,
  u128,
} from '../../common/wire/decode.js'
import { fail } from '../errors.js'
import {
  maxContributors,
  maxEpoch,
  maxInlineShares,
  maxPoolPpm,
  maxProof,
  maxStackPpm,
} from '../limits.js'
import { assetKinds, units } from './words.js'

const maxAssetId = 0xffff_ffffn
const maxLicenceId = 18_446_744_073_709_551_615n
const zero = 48

/** Ids beyond the largest cannot exist. */
export const assetId: Decoder<number, string> = (value, name) => {
  const id = u64(value, name)
  return id > maxAssetId ? fail('ERR_ASSET_NOT_FOUND', id) : Number(id)
}

/** A NEP-171 token id; ids that no licence can have are ids all the same. */
export const nftId: Decoder<bigint | undefined, string> = (value, name) => {
  const digits = text(64)(value, name)
  if (digits.length === 0 || digits.length > 20 || digits.charCodeAt(0) === zero) return undefined
  for (let i = 0; i < digits.length; i++) {
    const code = digits.charCodeAt(i)
    if (code < zero || code > zero + 9) return undefined
  }
  const id = BigInt(digits)
  return id > maxLicenceId ? undefined : id
}

/** Null, or what the decoder takes. */
export function orNull<T, W>(decoder: Decoder<T, W>): Decoder<T | null, W | null> {
  return (value, name) => (value === null ? null : decoder(value, name))
}

export const epochNumber: Decoder<number> = integer(0, maxEpoch)

export const byAsset = { asset_id: assetId }
export const byLicence = { licence_id: u64 }
export const byOffer = { asset_id: assetId, terms_hash: hex(32) }

export const newAsset = {
  kind: oneOf(...assetKinds),
  artifact_root: hex(32),
  manifest_root: hex(32),
  pool_ppm: optional(integer(0, maxPoolPpm)),
  pool_id: optional(u64),
}
export type NewAsset = Decoded<typeof newAsset>

export const wonEntry = {
  cid: u64,
  entry_id: u64,
  account_id: accountId,
  artifact_root: hex(32),
  manifest_root: hex(32),
  outbox_id: u64,
}
export type WonEntry = Decoded<typeof wonEntry>

export const newParent = {
  asset_id: assetId,
  parent_id: assetId,
  terms_hash: hex(32),
  share_ppm: integer(0, maxStackPpm),
  licence_id: optional(u64),
}
export type NewParent = Decoded<typeof newParent>

export const newSplit = {
  asset_id: assetId,
  total: u64,
  residual_id: accountId,
  shares: optional(list(object({ account_id: accountId, share: u64 }), maxInlineShares)),
  root: optional(hex(48)),
  count: optional(integer(1, maxContributors)),
}
export type NewSplit = Decoded<typeof newSplit>

export const provenShare = {
  account_id: accountId,
  share: optional(u64),
  index: optional(integer(0, maxContributors)),
  proof: optional(list(hex(48), maxProof)),
}
export type ProvenShare = Decoded<typeof provenShare>

export const purchase = {
  asset_id: assetId,
  terms_hash: hex(32),
  unit: oneOf(...units),
  quantity: u64,
  max_price: u128,
  max_stack_ppm: integer(0, maxStackPpm),
}
export type Purchase = Decoded<typeof purchase>

export const revenue = { asset_id: assetId, outbox_id: u64, since_ns: optional(u64) }
export type Revenue = Decoded<typeof revenue>
