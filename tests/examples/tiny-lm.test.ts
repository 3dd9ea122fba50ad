import { findRoot } from '@research-hub/scripts/root'
import {
  bitsPerByte,
  drawItems,
  itemPool,
  maxScore,
  modelFromParts,
  modelParts,
  readDocumentation,
  sampleTokens,
  scaleScore,
  trainModel,
} from '@research-hub/tiny-lm'
import test from 'ava'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

test('every distribution is positive and sums to one, whatever the smoothing', (t) => {
  const text = encode('abracadabra, said the magician. abracadabra!')
  const models = (['kneser-ney', 'witten-bell', 'additive'] as const).map((smoothing) =>
    trainModel(text, { order: 4, smoothing }),
  )
  for (const model of models)
    for (const context of ['', 'abr', 'zzz', 'the ', 'x']) {
      const distribution = model.distribution(encode(context))
      t.true(distribution.every((probability) => probability > 0))
      t.true(Math.abs(distribution.reduce((sum, probability) => sum + probability, 0) - 1) < 1e-9)
    }
})

test('with an order of one, interpolated Kneser-Ney is what the formula gives by hand', (t) => {
  // Counts of counts: a once, b twice, so n1 = n2 = 1 and n3 = 0; Y = 1 / (1 + 2) = 1/3.
  // D1 = 1 - 2/3 * 1 = 1/3, D2 = 2 - 3/3 * 0 = 2 lies at its bound, so 0.5 is used.
  const model = trainModel(encode('abb'), { order: 1 })
  const reserved = (1 / 3 + 0.5) / 3
  const distribution = model.distribution(encode(''))
  t.true(Math.abs((distribution[97] ?? 0) - ((1 - 1 / 3) / 3 + reserved / 256)) < 1e-12)
  t.true(Math.abs((distribution[98] ?? 0) - ((2 - 0.5) / 3 + reserved / 256)) < 1e-12)
  t.true(Math.abs((distribution[99] ?? 0) - reserved / 256) < 1e-12)
})

test('longer contexts help on held-out documentation, and training is quick enough to do at start', (t) => {
  const { training, heldOut } = readDocumentation(findRoot())
  t.true(training.length > heldOut.length * 5)
  const [unigram, trigram, sixgram] = [1, 3, 6].map((order) =>
    bitsPerByte(trainModel(training, { order }), heldOut),
  )
  t.true((unigram ?? 0) < 8 && (trigram ?? 0) < (unigram ?? 0) && (sixgram ?? 0) < (trigram ?? 0))
  t.true((sixgram ?? 9) < 3.5, `${sixgram} bits per byte`)
})

test('the same seed gives the same text, and text is always valid UTF-8', (t) => {
  const model = trainModel(encode('Größe und Maß, 日本語 und mehr. '.repeat(30)))
  const sample = (seed: number): string =>
    [...sampleTokens(model, encode('Gr'), { maxTokens: 200, seed })]
      .map(({ text }) => text)
      .join('')
  t.is(sample(1), sample(1))
  t.not(sample(1), sample(2))
  t.true(sample(1).includes('ß'))
  t.is([...sampleTokens(model, encode('G'), { maxTokens: 7, temperature: 0 })].length, 7)
})

test('a bad order is refused', (t) => {
  t.throws(() => trainModel(encode('a'), { order: 0 }), { instanceOf: RangeError })
  t.throws(() => trainModel(encode('a'), { order: 13 }), { instanceOf: RangeError })
  t.throws(() => bitsPerByte(trainModel(encode('a')), new Uint8Array(0)), {
    instanceOf: RangeError,
  })
})

test('Witten-Bell and additive shares are what their formulas give by hand', (t) => {
  // a once, b twice: N = 3, T = 2.
  const wittenBell = trainModel(encode('abb'), { order: 1, smoothing: 'witten-bell' })
  const additive = trainModel(encode('abb'), { order: 1, smoothing: 'additive' })
  const at = (model: typeof additive, byte: number): number =>
    model.distribution(encode(''))[byte] ?? 0
  t.true(Math.abs(at(wittenBell, 98) - (2 / 5 + 2 / 5 / 256)) < 1e-12)
  t.true(Math.abs(at(wittenBell, 99) - 2 / 5 / 256) < 1e-12)
  t.true(Math.abs(at(additive, 97) - (1 / 7 + 4 / 7 / 256)) < 1e-12)
  t.true(Math.abs(at(additive, 99) - 4 / 7 / 256) < 1e-12)
})

test('a model is its parts: the same bytes for the same training, the same model from the bytes', (t) => {
  const text = encode('the quick brown fox jumps over the lazy dog. '.repeat(3))
  const options = { order: 3, smoothing: 'witten-bell' } as const
  const parts = modelParts(trainModel(text, options))
  t.deepEqual(parts, modelParts(trainModel(text, options)))
  t.notDeepEqual(parts, modelParts(trainModel(text, { order: 3 })))
  const again = modelFromParts(parts)
  t.deepEqual(
    again.distribution(encode('the')),
    trainModel(text, options).distribution(encode('the')),
  )
  t.throws(() => modelFromParts(parts.slice(1)))
})

test('items are drawn by the seed: different ones, the same for everybody', (t) => {
  const pool = itemPool(
    new Uint8Array(1050).map((_, i) => i),
    10,
  )
  t.is(pool.length, 105)
  const seed = new Uint8Array(32).fill(7)
  const drawn = drawItems(pool, seed, 20)
  t.is(new Set(drawn).size, 20)
  t.deepEqual(drawn, drawItems(pool, seed, 20))
  t.notDeepEqual(drawn, drawItems(pool, new Uint8Array(32).fill(8), 20))
  t.throws(() => drawItems(pool, seed, 106), { instanceOf: RangeError })
})

test('scores are scaled in either direction and clamped', (t) => {
  t.is(scaleScore(8, 8, 0), 0)
  t.is(scaleScore(0, 8, 0), maxScore)
  t.is(scaleScore(9, 8, 0), 0)
  t.is(scaleScore(4, 8, 0), Math.round(maxScore / 2))
  t.is(scaleScore(0.75, 0.5, 1), Math.round(maxScore / 2))
})
