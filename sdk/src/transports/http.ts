import { HubError } from '../errors/hub-error.js'
import { member } from '../json.js'
import { RpcError, type Transport } from './transport.js'

export type HttpOptions = {
  /** Limit of one attempt; 30 s unless given. */
  readonly timeoutMs?: number
  /** Further attempts for reads; sends are never repeated here. */
  readonly retries?: number
  readonly fetch?: typeof fetch
}

const sends: ReadonlySet<string> = new Set(['send_tx', 'broadcast_tx_async', 'broadcast_tx_commit'])
const retryStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504])

/** JSON-RPC over HTTP. Reads are retried with growing, jittered pauses or as Retry-After says. */
export function http(url: string, options: HttpOptions = {}): Transport {
  const send = options.fetch ?? fetch
  let nextId = 1
  return {
    request: async (method, params, { signal } = {}) => {
      const attempts = sends.has(method) ? 1 : (options.retries ?? 3) + 1
      for (let attempt = 1; ; attempt++) {
        const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000)
        const init = {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ jsonrpc: '2.0', id: nextId++, method, params }),
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        }
        const attempted = await attemptOnce(send, url, init)
        const { response } = attempted
        const isLast = attempt >= attempts
        // An endpoint that explains itself in JSON-RPC is heard even behind an error status.
        if (response !== undefined && (isLast || !retryStatuses.has(response.status)))
          return readAnswer(response)
        signal?.throwIfAborted()
        if (isLast) {
          throw new HubError('SDK_TRANSPORT', [String(attempted.failure)], {
            cause: attempted.failure,
          })
        }
        await pause(response?.headers.get('retry-after'), attempt)
      }
    },
  }
}

type Attempt = { readonly response?: Response; readonly failure?: unknown }

async function attemptOnce(send: typeof fetch, url: string, init: RequestInit): Promise<Attempt> {
  try {
    return { response: await send(url, init) }
  } catch (failure) {
    return { failure }
  }
}

async function readAnswer(response: Response): Promise<unknown> {
  const body: unknown = await response.json().catch((cause: unknown) => {
    throw new HubError('SDK_TRANSPORT', [`HTTP ${response.status} without JSON`], { cause })
  })
  const error = member(body, 'error')
  if (error === undefined) return member(body, 'result')
  const data = member(error, 'data')
  const message = typeof data === 'string' ? data : String(member(error, 'message') ?? 'error')
  throw new RpcError(
    message,
    String(member(member(error, 'cause'), 'name') ?? member(error, 'name') ?? ''),
    data,
  )
}

async function pause(retryAfter: string | null | undefined, attempt: number): Promise<void> {
  const askedS = Number(retryAfter ?? 0)
  const backoffMs = 100 * 2 ** attempt * (0.5 + Math.random() / 2)
  const waitMs = askedS > 0 ? Math.min(askedS * 1000, 10_000) : backoffMs
  await new Promise((resolve) => setTimeout(resolve, waitMs))
}
