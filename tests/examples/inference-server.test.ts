import {
  createInferenceApp,
  createTinyLmBackend,
  createUpstreamBackend,
  serveOnLoopback,
} from '@research-hub/inference-server'
import { trainModel } from '@research-hub/tiny-lm'
import test from 'ava'

const backend = createTinyLmBackend(
  trainModel(new TextEncoder().encode('hello there. '.repeat(20))),
)
const free = createInferenceApp(backend, (_c, next) => next())

const post = (body: unknown): RequestInit => ({
  method: 'POST',
  body: typeof body === 'string' ? body : JSON.stringify(body),
})
const messages = [{ role: 'user', content: 'he' }]

test('GET /v1/models names the model', async (t) => {
  t.like(await (await free.request('/v1/models')).json(), {
    object: 'list',
    data: [{ id: 'tiny-lm' }],
  })
})

test('a whole completion reports its tokens', async (t) => {
  const response = await free.request(
    '/v1/chat/completions',
    post({ messages, max_tokens: 9, seed: 1 }),
  )
  t.like(await response.json(), {
    object: 'chat.completion',
    choices: [{ finish_reason: 'length', message: { role: 'assistant' } }],
    usage: { prompt_tokens: 2, completion_tokens: 9, total_tokens: 11 },
  })
})

test('a streamed completion has one chunk a token, usage when asked for, and an end', async (t) => {
  const request = post({
    messages,
    max_tokens: 5,
    stream: true,
    stream_options: { include_usage: true },
  })
  const response = await free.request('/v1/chat/completions', request)
  t.is(response.headers.get('content-type'), 'text/event-stream')
  const events = (await response.text()).trim().split('\n\n')
  // Role, five tokens, the finish, the usage, [DONE].
  t.is(events.length, 9)
  t.is(events.at(-1), 'data: [DONE]')
  t.regex(events.at(-2) ?? '', /"completion_tokens":5/)
})

test('bad requests get OpenAI errors', async (t) => {
  const ask = async (body: unknown) => free.request('/v1/chat/completions', post(body))
  t.is((await ask('{')).status, 400)
  t.is((await ask({ messages: [] })).status, 400)
  t.is((await ask({ messages, max_tokens: 0 })).status, 400)
  const unknown = await ask({ messages, model: 'gpt-none' })
  t.is(unknown.status, 404)
  t.like(await unknown.json(), {
    error: { code: 'model_not_found', type: 'invalid_request_error' },
  })
})

test('another OpenAI-compatible server can stand behind it, and its absence is a 502', async (t) => {
  const server = await serveOnLoopback(free)
  const proxy = createInferenceApp(
    createUpstreamBackend({ url: `${server.url}/v1/` }),
    (_c, next) => next(),
  )
  t.like(await (await proxy.request('/v1/models')).json(), { data: [{ id: 'tiny-lm' }] })
  const request = post({ messages, max_tokens: 3, stream: true })
  const through = await (await proxy.request('/v1/chat/completions', request)).text()
  t.true(through.endsWith('data: [DONE]\n\n'))
  await server.close()
  t.is((await proxy.request('/v1/models')).status, 502)
})
