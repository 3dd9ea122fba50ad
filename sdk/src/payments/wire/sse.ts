import { member, parseJson } from '../../codecs/json.js'

export type SseEvent = { readonly event: string | undefined; readonly data: string }

/** Parses a byte stream of server-sent events; CR, LF and CRLF all end lines. */
export async function* readEvents(body: ReadableStream<Uint8Array>): AsyncGenerator<SseEvent> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  let pending = ''
  let event: string | undefined
  let data: string[] = []
  try {
    for (;;) {
      const { value, done } = await reader.read()
      pending += decoder.decode(value, { stream: !done })
      // A CR at the end may be half of a CRLF.
      const lines = pending.split(done ? /\r\n|\n|\r/ : /\r\n|\n|\r(?!$)/)
      pending = lines.pop() ?? ''
      for (const line of lines) {
        if (line === '') {
          if (data.length > 0) yield { event, data: data.join('\n') }
          event = undefined
          data = []
          continue
        }
        const [, name, text] = /^([^:]*):? ?(.*)$/s.exec(line) ?? []
        if (name === 'data') data.push(text ?? '')
        else if (name === 'event') event = text === '' ? undefined : text
      }
      if (done) return
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}

/** One event; data with line breaks becomes several data lines, so content can never forge a field. */
export function encodeEvent({ event, data }: SseEvent): Uint8Array {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`)
  const head = event === undefined ? '' : `event: ${event}\n`
  return new TextEncoder().encode(`${head}${lines.join('')}\n`)
}

/** A byte stream of what a generator yields; cancelling it ends the generator. */
export function streamOf<T>(
  items: AsyncGenerator<T, void, undefined>,
  encode: (item: T) => Uint8Array,
): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const next = await items.next()
        if (next.done === true) controller.close()
        else controller.enqueue(encode(next.value))
      } catch (error) {
        controller.error(error)
      }
    },
    cancel: async () => {
      await items.return(undefined)
    },
  })
}

/** Whether a chat completion chunk carries content, which is what gets counted and paid. */
export function isContentChunk(data: string): boolean {
  if (data === '[DONE]') return false
  // The opening chunk has a role; content chunks have none.
  const choices = member(parseJson(data), 'choices')
  const delta = member(Array.isArray(choices) ? choices[0] : undefined, 'delta')
  return typeof member(delta, 'content') === 'string' && member(delta, 'role') === undefined
}
