import { sha256 } from '@noble/hashes/sha2.js'
import { concatBytes, utf8 } from '../../codecs/bytes.js'
import { fromHex, toHex } from '../../codecs/hex.js'
import { canonicalJson } from '../../codecs/json.js'
import { contextId } from '../messages/channel-id.js'

/**
 * What a provider asks for, as both sides read it from a 402. Amounts are in the token's smallest
 * unit, decimal strings on the wire.
 */
export type Offer = {
  readonly chainId: string
  readonly contractId: string
  /** Hex of the context id; clients recompute it. */
  readonly ctx: string
  /** `NEAR` or the account id of a NEP-141 token. */
  readonly token: string
  readonly payeeId: string
  /** `ed25519:` key that signs close authorisations and usage receipts. */
  readonly payeeKey: string
  /** Hex hash of {@link priceSheet}; clients recompute it. */
  readonly termsHash: string
  /** Price of one streamed content chunk (or one completion token when not streaming). */
  readonly pricePerTokenYocto: bigint
  readonly pricePerInputTokenYocto: bigint
  readonly pricePerCachedInputTokenYocto: bigint
  readonly pricePerRequestYocto: bigint
  /** Tokens served ahead of the last voucher. */
  readonly creditWindowTokens: number
  /** The least. */
  readonly graceS: number
  /** Licensed asset that a channel names for its royalty; empty for none. */
  readonly assetId: string
  /** What a channel pays the asset; 0 without one. */
  readonly royaltyPpm: number
  /** The greatest tip for whoever settles in the payee's stead, and how much of the grace is over before it counts. */
  readonly maxTipBps: number
  readonly tipAfterBps: number
  /** The greatest fee of the contract that the prices allow for. */
  readonly maxFeeBps: number
  readonly minDepositYocto: bigint
  readonly suggestedDepositYocto: bigint
}

type Derived = 'ctx' | 'termsHash'
type Defaulted =
  | 'token'
  | 'pricePerInputTokenYocto'
  | 'pricePerCachedInputTokenYocto'
  | 'minDepositYocto'
  | 'assetId'
  | 'royaltyPpm'
  | 'maxTipBps'
  | 'tipAfterBps'
  | 'maxFeeBps'

/** What a provider decides; the rest of an offer follows from it. */
export type OfferTerms = Omit<Offer, Derived | Defaulted> & Partial<Pick<Offer, Defaulted>>

const amounts = [
  'pricePerTokenYocto',
  'pricePerInputTokenYocto',
  'pricePerCachedInputTokenYocto',
  'pricePerRequestYocto',
  'minDepositYocto',
  'suggestedDepositYocto',
] as const
const texts = [
  'chainId',
  'contractId',
  'ctx',
  'token',
  'payeeId',
  'payeeKey',
  'termsHash',
  'assetId',
] as const
const numbers = [
  'creditWindowTokens',
  'graceS',
  'royaltyPpm',
  'maxTipBps',
  'tipAfterBps',
  'maxFeeBps',
] as const

/** What the contract takes at most. */
const usualMaxFeeBps = 100
/** As the contract has it for terms that do not say. */
const usualTipAfterBps = 5000

/** Completes an offer: NEAR, no price on input, no least deposit, royalty or tip unless the terms say otherwise. */
export function makeOffer(terms: OfferTerms): Offer {
  const offer = {
    token: 'NEAR',
    pricePerInputTokenYocto: 0n,
    pricePerCachedInputTokenYocto: terms.pricePerInputTokenYocto ?? 0n,
    minDepositYocto: 0n,
    assetId: '',
    royaltyPpm: 0,
    maxTipBps: 0,
    tipAfterBps: usualTipAfterBps,
    maxFeeBps: usualMaxFeeBps,
    ...terms,
    ctx: toHex(contextId(terms.chainId, terms.contractId)),
    termsHash: '',
  }
  return { ...offer, termsHash: termsHashOf(offer) }
}

/** What a payee sets on chain so that channels as offered, and no others, can be opened towards it. */
export function payeeTermsOf(offer: Offer): {
  readonly payeeKeys: readonly string[]
  readonly maxRoyaltyPpm: number
  readonly assetIds: readonly bigint[]
  readonly maxTipBps: number
  readonly tipAfterBps: number
} {
  const { assetId, maxTipBps, payeeKey, royaltyPpm, tipAfterBps } = offer
  return {
    payeeKeys: [payeeKey],
    maxRoyaltyPpm: royaltyPpm,
    assetIds: assetId === '' ? [] : [BigInt(assetId)],
    maxTipBps,
    tipAfterBps,
  }
}

/** What a channel is opened with, as offered. */
export function channelTermsOf({
  assetId,
  graceS,
  payeeId,
  payeeKey,
  royaltyPpm,
  termsHash,
}: Offer): {
  readonly payeeId: string
  readonly payeeKey: string
  readonly graceS: number
  readonly termsHash: string
  readonly asset?: { readonly assetId: bigint; readonly royaltyPpm: number }
} {
  const asset = assetId === '' ? {} : { asset: { assetId: BigInt(assetId), royaltyPpm } }
  return { payeeId, payeeKey, graceS, termsHash, ...asset }
}

/** The fields that a channel's `terms_hash` fixes for its whole life. */
export function priceSheet(offer: Offer): Readonly<Record<string, string | number>> {
  return {
    payeeId: offer.payeeId,
    token: offer.token,
    perToken: `${offer.pricePerTokenYocto}`,
    perInputToken: `${offer.pricePerInputTokenYocto}`,
    perCachedInputToken: `${offer.pricePerCachedInputTokenYocto}`,
    perRequest: `${offer.pricePerRequestYocto}`,
    creditWindowTokens: offer.creditWindowTokens,
  }
}

/** Hex of `sha256("near-paych/terms/1" | JSON of the price sheet with sorted keys)`. */
export function termsHashOf(offer: Offer): string {
  return toHex(sha256(utf8(`near-paych/terms/1${canonicalJson(priceSheet(offer))}`)))
}

/** What the payee's key signs to stand by a price sheet; never 32 bytes, so never a transaction hash. */
export function termsMessage(offer: Offer): Uint8Array {
  return concatBytes(utf8('near-paych/terms/1'), fromHex(offer.ctx), fromHex(offer.termsHash))
}

export function offerToWire(offer: Offer): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(offer).map(([name, value]) => [
      name,
      typeof value === 'bigint' ? `${value}` : value,
    ]),
  )
}

/** An offer from JSON; undefined unless every field has its type. */
export function offerFromWire(value: unknown): Offer | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const fields: Record<string, unknown> = { ...value }
  const good =
    texts.every((name) => typeof fields[name] === 'string') &&
    numbers.every((name) => Number.isSafeInteger(fields[name])) &&
    amounts.every((name) => isAmount(fields[name])) &&
    (fields.assetId === '' || isAmount(fields.assetId))
  if (!good) return undefined
  const pick = [...texts, ...numbers].map((name) => [name, fields[name]])
  const bigs = amounts.map((name) => [name, BigInt(String(fields[name]))])
  return Object.fromEntries([...pick, ...bigs]) as Offer
}

/** A decimal string of at most 39 digits (u128). */
export function isAmount(value: unknown): value is string {
  return typeof value === 'string' && /^(0|[1-9][0-9]{0,38})$/.test(value)
}
