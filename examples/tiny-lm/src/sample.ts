import type { TinyLm } from './model.js'

export type SampleOptions = {
  readonly maxTokens: number
  /** 1 samples the model as it is, lower is more conservative; 0 always takes the likeliest byte. */
  readonly temperature?: number
  /** Same seed, same text. */
  readonly seed?: number
}

/** One generated token: a byte, and the text that it completed (empty inside a UTF-8 sequence). */
export type SampledToken = { readonly byte: number; readonly text: string }

/** Samples one byte at a time, yielding text only where UTF-8 sequences are complete. */
export function* sampleTokens(
  model: TinyLm,
  prompt: Uint8Array,
  options: SampleOptions,
): Generator<SampledToken> {
  const random = mulberry32(options.seed ?? 1)
  const temperature = options.temperature ?? 1
  const decoder = new TextDecoder()
  let context = prompt.slice(-Math.max(1, model.order - 1))
  for (let i = 0; i < options.maxTokens; i++) {
    const byte = pick(model.distribution(context), temperature, random())
    context = Uint8Array.of(...context.slice(-Math.max(1, model.order - 1)), byte)
    const isLast = i === options.maxTokens - 1
    yield { byte, text: decoder.decode(Uint8Array.of(byte), { stream: !isLast }) }
  }
}

function pick(distribution: Float64Array, temperature: number, uniform: number): number {
  if (temperature === 0) return distribution.indexOf(Math.max(...distribution))
  const weights = temperature === 1 ? distribution : distribution.map((p) => p ** (1 / temperature))
  let left = uniform * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [byte, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return byte
  }
  return weights.length - 1
}

/** Mulberry32 (public domain, Tommy Ettinger): 32 bits of state are plenty for sampling text. */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
