/** What the gate reads of an OpenAI-style request body. */
export type InferenceRequest = {
  readonly streams: boolean
  readonly maxTokens: number
  /** The body for the model, which is always asked to report its usage. */
  readonly upstreamBody: Uint8Array
}

export function readInferenceRequest(body: Uint8Array, defaultMaxTokens: number): InferenceRequest {
  const request = parseObject(body)
  const asked = request?.max_completion_tokens ?? request?.max_tokens
  const maxTokens =
    typeof asked === 'number' && Number.isSafeInteger(asked) && asked > 0 ? asked : defaultMaxTokens
  if (request?.stream !== true) return { streams: false, maxTokens, upstreamBody: body }
  const streamOptions = { ...asObject(request.stream_options), include_usage: true }
  const changed = JSON.stringify({ ...request, stream_options: streamOptions })
  return { streams: true, maxTokens, upstreamBody: new TextEncoder().encode(changed) }
}

export function parseObject(bytes: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    return asObject(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    return undefined
  }
}

export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined
}
