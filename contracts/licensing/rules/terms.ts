/** What terms allow, cost and forbid. Pure. */
import { nsPerSecond } from '../../common/wire/time.js'
import { maxResalePpm, maxStackPpm } from '../limits.js'
import { type Derivative, derivatives, type Unit, units } from './words.js'

export type Terms = {
  /** Sum of `termsFlags`. */
  readonly flags: number
  /** Place in `derivatives`. */
  readonly derivative: number
  readonly tokenId: string
  /** 0 where nothing is sold by that unit. */
  readonly pricePerToken: bigint
  readonly pricePerRequest: bigint
  readonly pricePerPeriod: bigint
  readonly periodS: number
  readonly minPrice: bigint
  readonly quota: bigint
  readonly lifetimeS: number
  /** 0 for never. */
  readonly expiresAtNs: bigint
  readonly royaltyPpm: number
  readonly resalePpm: number
  readonly uriHash: Uint8Array
}

/** What terms sell by, allow and demand. */
export const termsFlags = {
  token: 1,
  request: 2,
  period: 4,
  commercial: 8,
  reciprocal: 16,
  transferable: 32,
} as const

export function flagsOf(says: Readonly<Record<keyof typeof termsFlags, boolean>>): number {
  const flags = Object.keys(termsFlags) as (keyof typeof termsFlags)[]
  return flags.reduce((sum, flag) => sum | (says[flag] ? termsFlags[flag] : 0), 0)
}

export function termsSay({ flags }: Terms, flag: keyof typeof termsFlags): boolean {
  return (flags & termsFlags[flag]) !== 0
}

/** The price of a unit; undefined where nothing is sold by it. */
export function unitPrice(terms: Terms, unit: Unit): bigint | undefined {
  if (!termsSay(terms, unit)) return undefined
  if (unit === 'token') return terms.pricePerToken
  return unit === 'request' ? terms.pricePerRequest : terms.pricePerPeriod
}

export function derivativeOf({ derivative }: Terms): Derivative {
  return derivatives[derivative] ?? 'none'
}

/** What an asset's parents demand of the terms it offers. */
export type Inherited = {
  readonly isNonCommercial: boolean
  /** Least royalty; undefined when no link is reciprocal. */
  readonly reciprocalPpm: number | undefined
}

/** A hundred years. */
const maxLicenceS = 3_153_600_000n
const maxUnits = (1n << 64n) - 1n

/** Names what is wrong with terms in themselves, or nothing. */
export function termsProblem(terms: Terms): string | undefined {
  const offered = units.map((unit) => unitPrice(terms, unit)).filter((price) => price !== undefined)
  if (offered.length === 0) return 'price: none is set'
  if (termsSay(terms, 'commercial') && offered.some((price) => price === 0n))
    return 'price: zero, yet commercial'
  if (termsSay(terms, 'period') !== terms.periodS > 0) return 'period_s'
  if (terms.royaltyPpm > maxStackPpm) return 'royalty_ppm'
  const derives = derivativeOf(terms) !== 'none'
  if (!derives && (termsSay(terms, 'reciprocal') || terms.royaltyPpm > 0)) return 'derivative'
  const resells = termsSay(terms, 'transferable')
  if (terms.resalePpm > maxResalePpm || (!resells && terms.resalePpm > 0)) return 'resale_ppm'
  return undefined
}

/** Names how terms break what the parents demand, or nothing. */
export function inheritedProblem(terms: Terms, inherited: Inherited): string | undefined {
  if (inherited.isNonCommercial && termsSay(terms, 'commercial')) return 'commercial use'
  if (inherited.reciprocalPpm === undefined) return undefined
  if (!termsSay(terms, 'reciprocal')) return 'terms that are not reciprocal'
  return terms.royaltyPpm < inherited.reciprocalPpm
    ? `a royalty below ${inherited.reciprocalPpm} ppm`
    : undefined
}

/** The most units one licence may be bought with. */
export function maxQuantity(terms: Terms, unit: Unit): bigint {
  const most = terms.quota === 0n ? maxUnits : terms.quota
  if (unit !== 'period') return most
  // So that no end lies beyond what a record holds.
  const periods = maxLicenceS / BigInt(terms.periodS)
  return periods < most ? periods : most
}

/** Whether an end, where 0 means never, has come. */
export function hasEnded(endNs: bigint, nowNs: bigint): boolean {
  return endNs !== 0n && endNs <= nowNs
}

/** The earlier of two ends, where 0 means never. */
export function earlierEnd(a: bigint, b: bigint): bigint {
  if (a === 0n || b === 0n) return a + b
  return a < b ? a : b
}

/** When a licence bought now ends; 0 for never. */
export function licenceEnd(terms: Terms, unit: Unit, quantity: bigint, nowNs: bigint): bigint {
  if (unit === 'period') return nowNs + quantity * BigInt(terms.periodS) * nsPerSecond
  return terms.lifetimeS === 0 ? 0n : nowNs + BigInt(terms.lifetimeS) * nsPerSecond
}
