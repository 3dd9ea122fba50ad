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
  /** Licensed asset that a channel names for its royalty; 0 for none. */
  readonly assetId: bigint
  /** What a channel pays the asset; 0 without one. */
  readonly royaltyPpm: number
  readonly minDepositYocto: bigint
  readonly suggestedDepositYocto: bigint
  /** The greatest tip for whoever settles in the payee's stead; none unless given. Payers read the payee's terms. */
  readonly maxTipBps?: number
  /** How much of the grace is over before a tip counts, at least; half of it unless given. */
  readonly tipAfterBps?: number
  /** The greatest fee of the contract that the prices allow for; whatever the contract takes unless given. */
  readonly maxFeeBps?: number
}

type Derived = 'ctx' | 'termsHash'
type Defaulted =
  | 'token'
  | 'pricePerInputTokenYocto'
  | 'pricePerCachedInputTokenYocto'
  | 'minDepositYocto'
  | 'assetId'
  | 'royaltyPpm'

/** What a provider decides; the rest of an offer follows from it. */
export type OfferTerms = Omit<Offer, Derived | Defaulted> & Partial<Pick<Offer, Defaulted>>

const amounts = [
  'assetId',
  'pricePerTokenYocto',
  'pricePerInputTokenYocto',
  'pricePerCachedInputTokenYocto',
  'pricePerRequestYocto',
  'minDepositYocto',
  'suggestedDepositYocto',
] as const
const texts = ['chainId', 'contractId', 'ctx', 'token', 'payeeId', 'payeeKey', 'termsHash'] as const
const numbers = ['royaltyPpm', 'creditWindowTokens', 'graceS'] as const

/** Completes an offer: NEAR, no price on input, no least deposit, royalty or tip unless the terms say otherwise. */
export function makeOffer(terms: OfferTerms): Offer {
  const offer = {
    token: 'NEAR',
    royaltyPpm: 0,
    assetId: 0n,
    pricePerInputTokenYocto: 0n,
    pricePerCachedInputTokenYocto: terms.pricePerInputTokenYocto ?? 0n,
    minDepositYocto: 0n,
    ...terms,
    ctx: toHex(contextId(terms.chainId, terms.contractId)),
    termsHash: '',
  }
  return { ...offer, termsHash: termsHashOf(offer) }
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
  // Of what is no object nothing comes along, and then every field is missing.
  const fields: Record<string, unknown> = { ...(value as object) }
  const isGood =
    texts.every((name) => typeof fields[name] === 'string') &&
    numbers.every((name) => Number.isSafeInteger(fields[name])) &&
    amounts.every((name) => isAmount(fields[name]))
  if (!isGood) return undefined
  const offer: Record<string, unknown> = {}
  for (const name of amounts) offer[name] = BigInt(fields[name] as string)
  for (const name of [...texts, ...numbers]) offer[name] = fields[name]
  return offer as Offer
}

/** A decimal string of at most 39 digits (u128). */
export function isAmount(value: unknown): value is string {
  return typeof value === 'string' && /^(0|[1-9][0-9]{0,38})$/.test(value)
}
