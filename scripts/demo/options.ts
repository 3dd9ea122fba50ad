import { parseArgs } from 'node:util'

export type DemoOptions = {
  readonly prompt: string
  readonly maxTokens: number
  readonly port: number
  readonly upstreamUrl: string | undefined
  readonly upstreamApiKey: string | undefined
  readonly model: string | undefined
  readonly seed: number
}

/** Command line and environment of `npm run demo`. Throws with a usage line on anything unknown. */
export function readOptions(words: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      prompt: { type: 'string', default: 'A payment channel is ' },
      'max-tokens': { type: 'string', default: '160' },
      port: { type: 'string', default: '0' },
      upstream: { type: 'string' },
      model: { type: 'string' },
      seed: { type: 'string', default: '7' },
    },
  })
  return {
    prompt: values.prompt,
    maxTokens: wholeNumber('--max-tokens', values['max-tokens'], 1, 4096),
    port: wholeNumber('--port', values.port, 0, 65_535),
    upstreamUrl: values.upstream ?? process.env.UPSTREAM_URL,
    upstreamApiKey: process.env.UPSTREAM_API_KEY,
    model: values.model,
    seed: wholeNumber('--seed', values.seed, 0, 2 ** 32 - 1),
  }
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (/^[0-9]+$/.test(text) && value >= min && value <= max) return value
  throw new Error(`${name} is '${text}'; it must be a whole number from ${min} to ${max}`)
}
