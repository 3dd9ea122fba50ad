import { member } from '../codecs/json.js'
import { HubError, isHubError } from '../errors/hub-error.js'
import { RpcError } from '../transports/transport.js'
import { type Clock, orAborted, realClock } from './clock.js'
import type { SendContext, SendOptions } from './context.js'

/** One send while it is being followed: its patience and its way to the chain. */
export type Attempt = {
  readonly context: SendContext
  readonly signal: AbortSignal
  /** A JSON-RPC request that ends with the attempt. */
  readonly ask: (method: string, params: unknown) => Promise<unknown>
  /** A `query` whose failures come as results with an `error` member. */
  readonly query: (params: Readonly<Record<string, unknown>>) => Promise<unknown>
  /** Repeats a read that failed on its way, a few times. */
  readonly repeat: <T>(read: () => Promise<T>) => Promise<T>
  readonly isOver: () => boolean
  readonly sleep: (ms: number) => Promise<void>
  /** Call it when done: lets go of the timer. */
  readonly end: () => void
}

const defaultTimeoutMs = 60_000
const readAttempts = 5
const firstPauseMs = 100

export function startAttempt(context: SendContext, options: SendOptions): Attempt {
  const clock: Clock = context.clock ?? realClock
  const timeoutMs = options.timeoutMs ?? context.timeoutMs ?? defaultTimeoutMs
  const deadlineMs = clock.nowMs() + timeoutMs
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), timeoutMs)
  const signal =
    options.signal === undefined
      ? patience.signal
      : AbortSignal.any([options.signal, patience.signal])
  const isOver = (): boolean => signal.aborted || clock.nowMs() >= deadlineMs
  const ask = async (method: string, params: unknown): Promise<unknown> => {
    try {
      return await orAborted(context.transport.request(method, params, { signal }), signal)
    } catch (cause) {
      if (!patience.signal.aborted || cause !== patience.signal.reason) throw cause
      throw new HubError('SDK_TRANSPORT', [`no answer within ${timeoutMs} ms`], { cause })
    }
  }
  return {
    context,
    signal,
    ask,
    query: async (params) => {
      const result = await ask('query', params)
      const error = member(result, 'error')
      if (typeof error !== 'string') return result
      throw new HubError('SDK_RPC', [String(params.request_type), error])
    },
    repeat: async (read) => {
      for (let pauseMs = firstPauseMs; ; pauseMs *= 2) {
        try {
          return await read()
        } catch (error) {
          const isAnswer = error instanceof RpcError && error.causeName !== 'TIMEOUT_ERROR'
          const isLast = pauseMs >= firstPauseMs * 2 ** (readAttempts - 1)
          if (isAnswer || isHubError(error, 'SDK_RPC') || isLast || isOver()) throw error
          await clock.sleep(pauseMs, signal)
        }
      }
    },
    isOver,
    sleep: (ms) => clock.sleep(ms, signal),
    end: () => clearTimeout(timer),
  }
}
