import { z } from 'zod'

const message = z.object({ role: z.string(), content: z.string() })

/** The part of OpenAI's chat completion request that this server understands. */
export const chatRequestSchema = z.object({
  model: z.string().optional(),
  messages: z.array(message).min(1),
  stream: z.boolean().default(false),
  stream_options: z.object({ include_usage: z.boolean().optional() }).optional(),
  max_tokens: z.int().min(1).max(4096).optional(),
  max_completion_tokens: z.int().min(1).max(4096).optional(),
  temperature: z.number().min(0).max(2).optional(),
  seed: z.int().optional(),
})

export type ChatRequest = z.infer<typeof chatRequestSchema>

/** Anything that answers OpenAI's two endpoints: a model in this process or another server. */
export type Backend = {
  /** Body of `GET /v1/models`. */
  readonly models: () => Promise<Response>
  /** Body of `POST /v1/chat/completions`, streamed when the request says so. */
  readonly complete: (body: Uint8Array, signal: AbortSignal) => Promise<Response>
}
