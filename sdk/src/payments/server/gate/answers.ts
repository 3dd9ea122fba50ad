import { createHash } from 'node:crypto'
import type { ProblemType } from '../../wire/problem.js'
import { streamOf } from '../../wire/sse.js'
import type { PayeeLedger } from '../ledger/ledger.js'
import type { Answer } from '../ledger/store.js'
import type { GateRequest } from './gate-request.js'

export type AnswerOptions = {
  readonly ledger: PayeeLedger
  /** Longer bodies are not kept; 256 KiB unless given. */
  readonly keptBytes?: number
  /** A request that runs longer is taken to be lost; 10 minutes unless given. */
  readonly lostAfterMs?: number
  readonly now?: () => number
}

/** What a request with an `Idempotency-Key` finds. */
export type Claimed =
  | { readonly kind: 'replay'; readonly response: Response }
  | { readonly kind: 'refused'; readonly problem: ProblemType }
  | { readonly kind: 'run'; readonly running: RunningAnswer }

export type RunningAnswer = {
  /** Passes the response on and keeps a copy; the record is complete when the body has ended. */
  readonly keep: (response: Response) => Response
  /** The request came to nothing and cost nothing: the key is free again. */
  readonly drop: () => Promise<void>
}

const keptHeaders = ['content-type', 'payment-receipt']

/** Answers by (channel, key): a repeat gets what was bought, another request under the key is refused. */
export function createAnswers(options: AnswerOptions) {
  const { ledger, keptBytes = 262_144, lostAfterMs = 600_000, now = Date.now } = options
  const { store, instance } = ledger
  /** Requests that run in this process; others of this instance died with an earlier one. */
  const live = new Set<string>()

  return async (channelId: string, key: string, request: GateRequest): Promise<Claimed> => {
    const requestDigest = digestOf(request)
    const name = `${channelId}:${key}`
    for (;;) {
      const found = await store.getAnswer(channelId, key)
      if (found !== undefined) {
        const { value } = found
        if (value.requestDigest !== requestDigest)
          return { kind: 'refused', problem: 'idempotency-conflict' }
        if (value.state === 'done') return replay(value)
        const lost =
          now() - value.startedAtMs > lostAfterMs ||
          (value.instance === instance && !live.has(name))
        if (!lost) return { kind: 'refused', problem: 'idempotency-running' }
      }
      const answer: Answer = {
        channelId,
        key,
        requestDigest,
        state: 'running',
        instance,
        startedAtMs: now(),
        status: 0,
        headers: {},
        body: undefined,
      }
      live.add(name)
      if (await store.putAnswer(answer, found?.version ?? 0)) {
        const put = async (change: Partial<Answer>): Promise<void> => {
          await store.putAnswer({ ...answer, ...change }, (found?.version ?? 0) + 1)
          live.delete(name)
        }
        return { kind: 'run', running: runningAnswer(put, keptBytes) }
      }
    }
  }
}

function runningAnswer(
  put: (change: Partial<Answer>) => Promise<void>,
  keptBytes: number,
): RunningAnswer {
  return {
    drop: () => put({ startedAtMs: 0 }),
    keep: (response) => {
      const headers = Object.fromEntries(
        keptHeaders.flatMap((name) => {
          const value = response.headers.get(name)
          return value === null ? [] : [[name, value]]
        }),
      )
      const { body, status } = response
      if (body === null) return response
      const copied = copyOf(body, keptBytes, (kept) =>
        put({ state: 'done', status, headers, body: kept }),
      )
      const stream = streamOf(copied, (bytes) => bytes)
      return new Response(stream, { status, headers: response.headers })
    },
  }
}

/** Passes a body on; `done` gets what went out, also when the client left in the middle. */
async function* copyOf(
  body: ReadableStream<Uint8Array>,
  keptBytes: number,
  done: (kept: Uint8Array | undefined) => Promise<void>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  try {
    for (;;) {
      const { value, done: ended } = await reader.read()
      if (ended) return
      size += value.length
      if (size <= keptBytes) parts.push(value)
      yield value
    }
  } finally {
    await reader.cancel().catch(() => undefined)
    await done(size > keptBytes ? undefined : new Uint8Array(Buffer.concat(parts)))
  }
}

function replay({ status, headers, body }: Answer): Claimed {
  if (body === undefined) return { kind: 'refused', problem: 'answer-not-kept' }
  const response = new Response(new Uint8Array(body), {
    status,
    headers: { ...headers, 'idempotent-replayed': 'true' },
  })
  return { kind: 'replay', response }
}

function digestOf({ method, path, body }: GateRequest): string {
  return createHash('sha256').update(`${method} ${path}\n`).update(body).digest('hex')
}
