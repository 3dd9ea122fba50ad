/** What a provider asks for, as both sides read it from a 402. Amounts are decimal strings on the wire. */
export type Offer = {
  readonly chainId: string
  readonly contractId: string
  /** Hex of the context id; clients recompute it. */
  readonly ctx: string
  readonly payeeId: string
  /** `ed25519:` key that signs close authorisations. */
  readonly payeeKey: string
  /** Hex SHA-256 of the price sheet. */
  readonly termsHash: string
  /** Price of one streamed content chunk (or one completion token when not streaming). */
  readonly pricePerTokenYocto: bigint
  readonly pricePerRequestYocto: bigint
  /** Tokens served ahead of the last voucher. */
  readonly creditWindowTokens: number
  readonly graceS: number
  readonly suggestedDepositYocto: bigint
}

type WireOffer = { readonly [K in keyof Offer]: Offer[K] extends bigint ? string : Offer[K] }

const amounts = ['pricePerTokenYocto', 'pricePerRequestYocto', 'suggestedDepositYocto'] as const
const texts = ['chainId', 'contractId', 'ctx', 'payeeId', 'payeeKey', 'termsHash'] as const
const numbers = ['creditWindowTokens', 'graceS'] as const

export function offerToWire(offer: Offer): WireOffer {
  return {
    ...offer,
    pricePerTokenYocto: `${offer.pricePerTokenYocto}`,
    pricePerRequestYocto: `${offer.pricePerRequestYocto}`,
    suggestedDepositYocto: `${offer.suggestedDepositYocto}`,
  }
}

/** An offer from JSON; undefined unless every field has its type. */
export function offerFromWire(value: unknown): Offer | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const fields = new Map<string, unknown>(Object.entries(value))
  if (!texts.every((name) => typeof fields.get(name) === 'string')) return undefined
  if (!numbers.every((name) => Number.isSafeInteger(fields.get(name)))) return undefined
  if (!amounts.every((name) => isAmount(fields.get(name)))) return undefined
  const text = (name: string): string => String(fields.get(name))
  return {
    chainId: text('chainId'),
    contractId: text('contractId'),
    ctx: text('ctx'),
    payeeId: text('payeeId'),
    payeeKey: text('payeeKey'),
    termsHash: text('termsHash'),
    pricePerTokenYocto: BigInt(text('pricePerTokenYocto')),
    pricePerRequestYocto: BigInt(text('pricePerRequestYocto')),
    creditWindowTokens: Number(fields.get('creditWindowTokens')),
    graceS: Number(fields.get('graceS')),
    suggestedDepositYocto: BigInt(text('suggestedDepositYocto')),
  }
}

/** A decimal string of at most 39 digits (u128). */
export function isAmount(value: unknown): value is string {
  return typeof value === 'string' && /^(0|[1-9][0-9]{0,38})$/.test(value)
}
