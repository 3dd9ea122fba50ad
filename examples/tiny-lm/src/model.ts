import { type ContextTable, countContexts } from './counts.js'
import { countingOf, type Level, levelOf, type Smoothing } from './smoothing.js'

export type TrainOptions = {
  /** Length of the n-grams: an order of 6 predicts from the 5 bytes before. */
  readonly order?: number
  /** Modified Kneser-Ney unless given. */
  readonly smoothing?: Smoothing
}

/** A byte-level n-gram language model with interpolated smoothing. */
export type TinyLm = {
  readonly order: number
  readonly smoothing: Smoothing
  readonly trainedOnBytes: number
  /** Counts by length of context; with them and the two settings the model is whole. */
  readonly tables: readonly ContextTable[]
  /** Probability of each of the 256 bytes after `context`; every one is positive, the sum is 1. */
  readonly distribution: (context: Uint8Array) => Float64Array
}

const vocabulary = 256

export function trainModel(text: Uint8Array, options: TrainOptions = {}): TinyLm {
  const { order = 6, smoothing = 'kneser-ney' } = options
  if (!Number.isInteger(order) || order < 1 || order > 12) {
    throw new RangeError(`order is ${order}; it must be a whole number from 1 to 12`)
  }
  return modelOf(countContexts(text, order, countingOf[smoothing]), smoothing, text.length)
}

/** The model that counts and a smoothing rule make. */
export function modelOf(
  tables: readonly ContextTable[],
  smoothing: Smoothing,
  trainedOnBytes: number,
): TinyLm {
  const levels = tables.map((table) => levelOf(smoothing, table))
  return {
    order: tables.length,
    smoothing,
    trainedOnBytes,
    tables,
    distribution: (context) => mixDistribution(tables, levels, context),
  }
}

/** Starts from the uniform distribution and refines it with ever longer contexts. */
function mixDistribution(
  tables: readonly ContextTable[],
  levels: readonly Level[],
  context: Uint8Array,
): Float64Array {
  const mixed = new Float64Array(vocabulary).fill(1 / vocabulary)
  const latin1 = Buffer.from(context).toString('latin1')
  for (const [length, table] of tables.entries()) {
    if (length > latin1.length) break
    const entry = table.get(latin1.slice(latin1.length - length))
    const level = levels[length]
    // A context never seen has nothing to say, and neither have the longer ones around it.
    if (entry === undefined || level === undefined) break
    const reserved = level.reserved(entry)
    for (let byte = 0; byte < vocabulary; byte++) mixed[byte] = (mixed[byte] ?? 0) * reserved
    for (const [byte, count] of entry.counts) {
      mixed[byte] = (mixed[byte] ?? 0) + level.kept(entry, count)
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
