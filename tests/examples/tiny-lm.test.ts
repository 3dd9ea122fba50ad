import { findRoot } from '@research-hub/scripts/root'
import { bitsPerByte, readDocumentation, sampleTokens, trainModel } from '@research-hub/tiny-lm'
import test from 'ava'

const encode = (text: string): Uint8Array => new TextEncoder().encode(text)

test('every distribution is positive and sums to one', (t) => {
  const model = trainModel(encode('abracadabra, said the magician. abracadabra!'), { order: 4 })
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
