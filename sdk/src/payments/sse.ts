import { createParser } from 'eventsource-parser'

export type SseEvent = { readonly event: string | undefined; readonly data: string }

/** Parses a byte stream of server-sent events; CR, LF and CRLF all end lines. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<SseEvent> {
  const queue: SseEvent[] = []
  const parser = createParser({ onEvent: ({ event, data }) => queue.push({ event, data }) })
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (value !== undefined) parser.feed(decoder.decode(value, { stream: true }))
      yield* queue.splice(0)
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** One event; data with line breaks becomes several data lines, so content can never forge a field. */
export function encodeEvent({ event, data }: SseEvent): Uint8Array {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`)
  return new TextEncoder().encode(
    `${event === undefined ? '' : `event: ${event}\n`}${lines.join('')}\n`,
  )
}

/** Names that only the payment layer may use. */
export const paymentEvents = {
  needVoucher: 'payment-need-voucher',
  receipt: 'payment-receipt',
  error: 'payment-error',
} as const

/** Whether a chat completion chunk carries content, which is what gets counted and paid. */
export function isContentChunk(data: string): boolean {
  if (data === '[DONE]') return false
  try {
    const chunk: unknown = JSON.parse(data)
    return contentOf(chunk) !== undefined
  } catch {
    return false
  }
}

/** The opening chunk has a role; content chunks have none. */
function contentOf(chunk: unknown): string | undefined {
  const choices = member(chunk, 'choices')
  const delta = member(Array.isArray(choices) ? choices[0] : undefined, 'delta')
  const content = member(delta, 'content')
  return typeof content === 'string' && member(delta, 'role') === undefined ? content : undefined
}

export function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
