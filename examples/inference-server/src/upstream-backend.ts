import type { Backend } from './backend.js'
import { openAiError } from './openai-error.js'

export type UpstreamOptions = {
  /** Base URL of an OpenAI-compatible server, with or without a trailing `/v1`. */
  readonly url: string
  /** Sent as a bearer token to the upstream; never to clients. */
  readonly apiKey?: string | undefined
}

/** Passes both endpoints to another OpenAI-compatible server. */
export function createUpstreamBackend(options: UpstreamOptions): Backend {
  const base = options.url.replace(/\/+$/, '').replace(/\/v1$/, '')
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    // Compressed chunks could not be metered as they pass.
    'accept-encoding': 'identity',
    ...(options.apiKey === undefined ? {} : { authorization: `Bearer ${options.apiKey}` }),
  }
  const call = async (path: string, init: RequestInit): Promise<Response> => {
    try {
      const answer = await fetch(`${base}${path}`, { ...init, headers })
      const contentType = answer.headers.get('content-type') ?? 'application/json'
      return new Response(answer.body, {
        status: answer.status,
        headers: { 'content-type': contentType },
      })
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      return openAiError(
        502,
        `the upstream server did not answer: ${reason}`,
        'upstream_unavailable',
      )
    }
  }
  return {
    models: () => call('/v1/models', { method: 'GET' }),
    complete: (body, signal) => call('/v1/chat/completions', { method: 'POST', body, signal }),
  }
}
