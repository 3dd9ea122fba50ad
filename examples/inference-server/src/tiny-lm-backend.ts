import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { type SampledToken, sampleTokens, type TinyLm } from '@research-hub/tiny-lm'
import { type Backend, type ChatRequest, chatRequestSchema } from './backend.js'
import { openAiError } from './openai-error.js'

const modelId = 'tiny-lm'
const defaultMaxTokens = 128

type Generation = {
  readonly id: string
  readonly createdS: number
  readonly promptTokens: number
  readonly maxTokens: number
  readonly tokens: Generator<SampledToken>
}

/** Serves the n-gram model; a token is a byte, and generation always runs to the token limit. */
export function createTinyLmBackend(model: TinyLm): Backend {
  return {
    models: async () =>
      Response.json({
        object: 'list',
        data: [{ id: modelId, object: 'model', created: 0, owned_by: 'research-hub' }],
      }),
    complete: async (body, signal) => {
      const request = parseRequest(body)
      if (request instanceof Response) return request
      const generation = start(model, request)
      return request.stream
        ? streamCompletion(generation, request.stream_options?.include_usage === true, signal)
        : Response.json(wholeCompletion(generation))
    },
  }
}

function parseRequest(body: Uint8Array): ChatRequest | Response {
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return openAiError(400, 'the body is not UTF-8 JSON', 'invalid_json')
  }
  const parsed = chatRequestSchema.safeParse(json)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const where = issue?.path.join('.') ?? ''
    return openAiError(400, `${where}: ${issue?.message ?? 'invalid'}`, 'invalid_request')
  }
  const asked = parsed.data.model
  if (asked !== undefined && asked !== modelId) {
    return openAiError(404, `model '${asked}' is not served; use '${modelId}'`, 'model_not_found')
  }
  return parsed.data
}

function start(model: TinyLm, request: ChatRequest): Generation {
  const prompt = new TextEncoder().encode(request.messages.map((m) => m.content).join('\n'))
  const maxTokens = request.max_completion_tokens ?? request.max_tokens ?? defaultMaxTokens
  return {
    id: `chatcmpl-${randomUUID()}`,
    createdS: Math.floor(Date.now() / 1000),
    promptTokens: prompt.length,
    maxTokens,
    tokens: sampleTokens(model, prompt, {
      maxTokens,
      temperature: request.temperature ?? 0.8,
      seed: request.seed ?? Date.now() % 2 ** 32,
    }),
  }
}

function usageOf(generation: Generation): Record<string, number> {
  return {
    prompt_tokens: generation.promptTokens,
    completion_tokens: generation.maxTokens,
    total_tokens: generation.promptTokens + generation.maxTokens,
  }
}

function wholeCompletion(generation: Generation): Record<string, unknown> {
  let content = ''
  for (const token of generation.tokens) content += token.text
  return {
    id: generation.id,
    object: 'chat.completion',
    created: generation.createdS,
    model: modelId,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content },
        finish_reason: 'length',
        logprobs: null,
      },
    ],
    usage: usageOf(generation),
  }
}

function streamCompletion(
  generation: Generation,
  includeUsage: boolean,
  signal: AbortSignal,
): Response {
  const events = completionEvents(generation, includeUsage)
  const encoder = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      // Sampling is synchronous; giving way here keeps other streams and timers alive.
      await setImmediate()
      const next = signal.aborted ? undefined : events.next()
      if (next === undefined || next.done === true) controller.close()
      else controller.enqueue(encoder.encode(`data: ${next.value}\n\n`))
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

/** One chunk a token, a closing chunk, the usage chunk when asked for, and `[DONE]`. */
function* completionEvents(generation: Generation, includeUsage: boolean): Generator<string> {
  const chunk = (choices: readonly unknown[], usage?: Record<string, number>): string =>
    JSON.stringify({
      id: generation.id,
      object: 'chat.completion.chunk',
      created: generation.createdS,
      model: modelId,
      choices,
      ...(usage === undefined ? {} : { usage }),
    })
  yield chunk([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }])
  for (const token of generation.tokens) {
    yield chunk([{ index: 0, delta: { content: token.text }, finish_reason: null }])
  }
  yield chunk([{ index: 0, delta: {}, finish_reason: 'length' }])
  if (includeUsage) yield chunk([], usageOf(generation))
  yield '[DONE]'
}
