import { member } from '../codecs/json.js'
import { HubError } from '../errors/hub-error.js'
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

/** Whether a method submits a transaction, and so may not be repeated blindly. */
export function isSend(method: string): boolean {
  return sends.has(method)
}

/** JSON-RPC over HTTP. Reads are retried with growing, jittered pauses or as Retry-After says. */
export function http(url: string, options: HttpOptions = {}): Transport {
  const send = options.fetch ?? fetch
  let nextId = 1
  return {
    request: async (method, params, { signal } = {}) => {
      const attempts = isSend(method) ? 1 : (options.retries ?? 3) + 1
      for (let attempt = 1; ; attempt++) {
        const id = nextId++
        const timeout = AbortSignal.timeout(options.timeoutMs ?? 30_000)
        const answer = await attemptOnce(send, url, id, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ jsonrpc: '2.0', id, method, params }),
          signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
        })
        signal?.throwIfAborted()
        const isLast = attempt >= attempts
        if ('body' in answer && (isLast || !retryStatuses.has(answer.status))) {
          return readAnswer(answer.body)
        }
        if (isLast) {
          const cause = 'failure' in answer ? answer.failure : undefined
          throw new HubError('SDK_TRANSPORT', [String(cause)], { cause })
        }
        await pause('retryAfter' in answer ? answer.retryAfter : null, attempt)
        signal?.throwIfAborted()
      }
    },
  }
}

type Attempt =
  | { readonly body: unknown; readonly status: number; readonly retryAfter: string | null }
  | { readonly failure: unknown; readonly retryAfter?: string | null }

/** An endpoint that explains itself in JSON-RPC is heard even behind an error status. */
async function attemptOnce(
  send: typeof fetch,
  url: string,
  id: number,
  init: RequestInit,
): Promise<Attempt> {
  try {
    const response = await send(url, init)
    const { status } = response
    const retryAfter = response.headers.get('retry-after')
    const body: unknown = await response.json().catch(() => undefined)
    const answeredId = member(body, 'id')
    const hasError = member(body, 'error') !== undefined
    if (answeredId !== id && !(hasError && answeredId === null)) {
      return { failure: new Error(`HTTP ${status} without a JSON-RPC answer to ${id}`), retryAfter }
    }
    return { body, status, retryAfter }
  } catch (failure) {
    return { failure }
  }
}

function readAnswer(body: unknown): unknown {
  const error = member(body, 'error')
  if (error === undefined) return member(body, 'result')
  const data = member(error, 'data')
  const message = typeof data === 'string' ? data : String(member(error, 'message') ?? 'error')
  const causeName = member(member(error, 'cause'), 'name') ?? member(error, 'name') ?? ''
  throw new RpcError(message, String(causeName), data)
}

async function pause(retryAfter: string | null | undefined, attempt: number): Promise<void> {
  const askedS = Number(retryAfter ?? 0)
  const backoffMs = 100 * 2 ** attempt * (0.5 + Math.random() / 2)
  const waitMs = askedS > 0 ? Math.min(askedS * 1000, 10_000) : backoffMs
  await new Promise((resolve) => setTimeout(resolve, waitMs))
}
