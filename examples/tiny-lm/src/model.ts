import { type ContextTable, countContexts } from './counts.js'
import { type Discounts, discountOf, estimateDiscounts } from './discounts.js'

export type TrainOptions = {
  /** Length of the n-grams: an order of 6 predicts from the 5 bytes before. */
  readonly order?: number
}

/** A byte-level n-gram language model with interpolated modified Kneser-Ney smoothing. */
export type TinyLm = {
  readonly order: number
  readonly trainedOnBytes: number
  /** Probability of each of the 256 bytes after `context`; every one is positive, the sum is 1. */
  readonly distribution: (context: Uint8Array) => Float64Array
}

const vocabulary = 256

export function trainModel(text: Uint8Array, options: TrainOptions = {}): TinyLm {
  const order = options.order ?? 6
  if (!Number.isInteger(order) || order < 1 || order > 12) {
    throw new RangeError(`order is ${order}; it must be a whole number from 1 to 12`)
  }
  const tables = countContexts(text, order)
  const discounts = tables.map(estimateDiscounts)
  return {
    order,
    trainedOnBytes: text.length,
    distribution: (context) => mixDistribution(tables, discounts, context),
  }
}

/** Starts from the uniform distribution and refines it with ever longer contexts. */
function mixDistribution(
  tables: readonly ContextTable[],
  discounts: readonly Discounts[],
  context: Uint8Array,
): Float64Array {
  const mixed = new Float64Array(vocabulary).fill(1 / vocabulary)
  const latin1 = Buffer.from(context).toString('latin1')
  for (const [length, table] of tables.entries()) {
    if (length > latin1.length) break
    const entry = table.get(latin1.slice(latin1.length - length))
    const levelDiscounts = discounts[length]
    // A context never seen has nothing to say, and neither have the longer ones around it.
    if (entry === undefined || levelDiscounts === undefined) break
    let reserved = 0
    for (const count of entry.counts.values()) reserved += discountOf(levelDiscounts, count)
    for (let byte = 0; byte < vocabulary; byte++) {
      mixed[byte] = (mixed[byte] ?? 0) * (reserved / entry.total)
    }
    for (const [byte, count] of entry.counts) {
      const kept = count - discountOf(levelDiscounts, count)
      mixed[byte] = (mixed[byte] ?? 0) + kept / entry.total
    }
  }
  return mixed
}

/** Cross-entropy of held-out text under the model, in bits per byte (8 is no knowledge at all). */
export function bitsPerByte(model: TinyLm, heldOut: Uint8Array): number {
  if (heldOut.length === 0) throw new RangeError('held-out text is empty')
  let bits = 0
  for (let i = 0; i < heldOut.length; i++) {
    const context = heldOut.subarray(Math.max(0, i - model.order + 1), i)
    bits -= Math.log2(model.distribution(context)[heldOut[i] ?? 0] ?? 0)
  }
  return bits / heldOut.length
}
