/** What terms allow, cost and forbid. Pure. */
import { nsPerSecond } from '../../common/wire/time.js'
import { maxResalePpm, maxStackPpm } from '../limits.js'
import type { Derivative, Unit } from './words.js'

export type Terms = {
  readonly tokenId: string
  /** Undefined where nothing is sold by that unit. */
  readonly prices: Readonly<Record<Unit, bigint | undefined>>
  readonly periodS: number
  readonly minPrice: bigint
  readonly quota: bigint
  readonly lifetimeS: number
  /** 0 for never. */
  readonly expiresAtNs: bigint
  readonly commercial: boolean
  readonly derivative: Derivative
  readonly reciprocal: boolean
  readonly royaltyPpm: number
  readonly transferable: boolean
  readonly resalePpm: number
  readonly uriHash: Uint8Array
}

/** What an asset's parents demand of the terms it offers. */
export type Inherited = {
  readonly isNonCommercial: boolean
  /** Least royalty; undefined when no link is reciprocal. */
  readonly reciprocalPpm: number | undefined
}

const maxUnits = (1n << 64n) - 1n

/** Names what is wrong with terms in themselves, or nothing. */
export function termsProblem(terms: Terms): string | undefined {
  const prices = [terms.prices.token, terms.prices.request, terms.prices.period]
  const offered = prices.filter((price) => price !== undefined)
  if (offered.length === 0) return 'price: none is set'
  if (terms.commercial && offered.some((price) => price === 0n))
    return 'price: zero, yet commercial'
  if ((terms.prices.period === undefined) !== (terms.periodS === 0)) return 'period_s'
  if (terms.royaltyPpm > maxStackPpm) return 'royalty_ppm'
  if (terms.derivative === 'none' && (terms.reciprocal || terms.royaltyPpm > 0)) return 'derivative'
  if (terms.resalePpm > maxResalePpm || (!terms.transferable && terms.resalePpm > 0))
    return 'resale_ppm'
  return undefined
}

/** Names how terms break what the parents demand, or nothing. */
export function inheritedProblem(terms: Terms, inherited: Inherited): string | undefined {
  if (inherited.isNonCommercial && terms.commercial) return 'commercial use'
  if (inherited.reciprocalPpm === undefined) return undefined
  if (!terms.reciprocal) return 'terms that are not reciprocal'
  return terms.royaltyPpm < inherited.reciprocalPpm
    ? `a royalty below ${inherited.reciprocalPpm} ppm`
    : undefined
}

/** The most units one licence may be bought with. */
export function maxQuantity(terms: Terms): bigint {
  return terms.quota === 0n ? maxUnits : terms.quota
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
