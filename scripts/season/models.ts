import { createHash } from 'node:crypto'
import { merkleTree } from '@research-hub/sdk/codecs'
import { toHex } from '@research-hub/sdk/payments'
import {
  type Corpus,
  drawItems,
  itemPool,
  meanBitsPerByte,
  modelParts,
  type Smoothing,
  type TinyLm,
  trainModel,
} from '@research-hub/tiny-lm'

export type Recipe = {
  readonly order: number
  readonly smoothing: Smoothing
  /** Part of the training text that is used, from its start. */
  readonly dataShare: number
}

export type Candidate = {
  readonly recipe: Recipe
  readonly model: TinyLm
  /** Merkle root over the model's parts. */
  readonly artifactRoot: string
  /** SHA-256 of what was done to get it. */
  readonly manifestRoot: string
}

/** Held-out items an evaluator draws, of this many bytes each. */
const itemBytes = 160
const drawnItems = 40

/** Bits per byte that score nothing and everything. */
export const benchmarkRange = { worst: 8, best: 1 } as const

/** Results go on chain in whole millionths of a bit per byte. */
export const millionths = 1_000_000

/** Trains a model and names it the way the chain will know it. */
export function train(corpus: Corpus, recipe: Recipe): Candidate {
  const text = corpus.training.subarray(0, Math.floor(corpus.training.length * recipe.dataShare))
  const model = trainModel(text, recipe)
  const manifest = JSON.stringify({
    ...recipe,
    data_sha256: createHash('sha256').update(text).digest('hex'),
    trained_on_bytes: text.length,
  })
  const leaves = modelParts(model).map(({ name, bytes }) =>
    new TextEncoder().encode(`${name}\0${createHash('sha256').update(bytes).digest('hex')}`),
  )
  return {
    recipe,
    model,
    artifactRoot: toHex(merkleTree(leaves).root),
    manifestRoot: createHash('sha256').update(manifest).digest('hex'),
  }
}

export function describeRecipe({ order, smoothing, dataShare }: Recipe): string {
  const share = dataShare === 1 ? '' : `, ${Math.round(dataShare * 100)} % of the data`
  return `order ${order}, ${smoothing}${share}`
}

export type Evaluation = { readonly bitsPerByte: number; readonly result: number }

/** What an evaluator measures: held-out items drawn by the seed that the chain fixed. */
export function evaluate(corpus: Corpus, model: TinyLm, seed: Uint8Array): Evaluation {
  const items = drawItems(itemPool(corpus.heldOut, itemBytes), seed, drawnItems)
  const bitsPerByte = meanBitsPerByte(model, items)
  return { bitsPerByte, result: Math.round(bitsPerByte * millionths) }
}
