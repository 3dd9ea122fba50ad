import type { DemoOptions } from './options.js'

export type Completion = { readonly text: string; readonly tokens: number }

/** Streams one chat completion and hands each piece of text on as it arrives. */
export async function streamCompletion(
  url: string,
  fetchLike: typeof fetch,
  options: Pick<DemoOptions, 'prompt' | 'maxTokens' | 'model' | 'seed'>,
  onText: (text: string) => void,
): Promise<Completion> {
  const response = await fetchLike(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      ...(options.model === undefined ? {} : { model: options.model }),
      messages: [{ role: 'user', content: options.prompt }],
      max_tokens: options.maxTokens,
      seed: options.seed,
      stream: true,
    }),
  })
  if (!response.ok || response.body === null) {
    throw new Error(`the provider answered ${response.status}: ${await response.text()}`)
  }
  let text = ''
  let tokens = 0
  let pending = ''
  for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (pending + bytes).split('\n')
    pending = lines.pop() ?? ''
    for (const content of lines.map(contentOf)) {
      if (content === undefined) continue
      tokens++
      text += content
      onText(content)
    }
  }
  return { text, tokens }
}

type Chunk = {
  readonly choices?: readonly {
    readonly delta?: { readonly role?: string; readonly content?: string }
  }[]
}

function contentOf(line: string): string | undefined {
  if (!line.startsWith('data: ') || line === 'data: [DONE]') return undefined
  const { choices }: Chunk = JSON.parse(line.slice('data: '.length))
  const delta = choices?.[0]?.delta
  return delta?.role === undefined ? delta?.content : undefined
}
