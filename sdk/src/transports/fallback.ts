import { HubError } from '../errors/hub-error.js'
import { isSend } from './http.js'
import { RpcError, type Transport } from './transport.js'

export type FallbackOptions = {
  /** How long an endpoint that failed is asked last; 10 s unless given, doubling up to 5 min. */
  readonly coolDownMs?: number
  readonly nowMs?: () => number
}

/** Answers that say something about the endpoint, not about the request. */
const endpointCauses: ReadonlySet<string> = new Set([
  'UNKNOWN_BLOCK',
  'GARBAGE_COLLECTED_BLOCK',
  'NOT_SYNCED_YET',
  'NO_SYNCED_BLOCKS',
  'UNAVAILABLE_SHARD',
  'DOES_NOT_TRACK_SHARD',
  'UNKNOWN_CHUNK',
  'UNKNOWN_TRANSACTION',
  'TIMEOUT_ERROR',
  'INTERNAL_ERROR',
])

type Endpoint = { readonly transport: Transport; failures: number; restsUntilMs: number }

const longestRestMs = 300_000

/**
 * Several endpoints of one network. Reads go to the first healthy one and on to the next when it
 * fails or cannot know. A transaction goes to one endpoint only: whether to submit it elsewhere is
 * for the sender to decide, which looks first.
 */
export function fallback(
  transports: readonly [Transport, ...Transport[]],
  options: FallbackOptions = {},
): Transport {
  const nowMs = options.nowMs ?? Date.now
  const endpoints: Endpoint[] = transports.map((transport) => ({
    transport,
    failures: 0,
    restsUntilMs: 0,
  }))
  const note = (endpoint: Endpoint, isFailure: boolean): void => {
    endpoint.failures = isFailure ? endpoint.failures + 1 : 0
    const restMs = (options.coolDownMs ?? 10_000) * 2 ** (endpoint.failures - 1)
    endpoint.restsUntilMs = isFailure ? nowMs() + Math.min(restMs, longestRestMs) : 0
  }
  const byHealth = (): Endpoint[] => {
    const now = nowMs()
    const isResting = ({ restsUntilMs }: Endpoint): boolean => restsUntilMs > now
    return [
      ...endpoints.filter((endpoint) => !isResting(endpoint)),
      ...endpoints.filter(isResting).sort((a, b) => a.restsUntilMs - b.restsUntilMs),
    ]
  }
  return {
    request: async (method, params, requestOptions = {}) => {
      const inOrder = byHealth()
      const asked = isSend(method) ? inOrder.slice(0, 1) : inOrder
      const failures: unknown[] = []
      for (const endpoint of asked) {
        try {
          const result = await endpoint.transport.request(method, params, requestOptions)
          note(endpoint, false)
          return result
        } catch (error) {
          requestOptions.signal?.throwIfAborted()
          if (!(error instanceof RpcError)) note(endpoint, true)
          else if (!endpointCauses.has(error.causeName)) throw error
          failures.push(error)
        }
      }
      throw mostTelling(failures)
    },
  }
}

/** What an endpoint said tells more than that another was out of reach. */
function mostTelling(failures: readonly unknown[]): unknown {
  const said = failures.find((failure) => failure instanceof RpcError)
  if (said !== undefined || failures.length === 1) return said ?? failures[0]
  const texts = failures.map((failure) => (failure instanceof Error ? failure.message : failure))
  return new HubError('SDK_TRANSPORT', [texts.join('; ')], { cause: failures[0] })
}
