import { http, isHubError } from '@research-hub/sdk'
import test from 'ava'

/** A fetch that gives one scripted answer after another. */
function script(...answers: ((id: number) => Response | Promise<Response>)[]) {
  const asked: number[] = []
  const scriptedFetch: typeof fetch = async (_url, init) => {
    const { id } = JSON.parse(String(init?.body)) as { id: number }
    asked.push(id)
    const answer = answers[asked.length - 1]
    if (answer === undefined) throw new Error('asked too often')
    return answer(id)
  }
  return { asked, fetch: scriptedFetch }
}

const result = (value: unknown) => (id: number) =>
  Response.json({ jsonrpc: '2.0', id, result: value })
const status = (code: number) => () => new Response('busy', { status: code })

test('reads are repeated after trouble on the way, an overload and a truncated answer', async (t) => {
  const { asked, fetch } = script(
    () => Promise.reject(new Error('reset')),
    status(503),
    () => new Response('{"jsonrpc":"2.0","id":3,"resu'),
    result('ok'),
  )
  t.is(await http('http://node', { fetch }).request('status', []), 'ok')
  t.is(asked.length, 4)
})

test('an answer to another request is no answer', async (t) => {
  const { fetch } = script((id) => Response.json({ jsonrpc: '2.0', id: id + 7, result: 'wrong' }))
  const sent = http('http://node', { fetch }).request('send_tx', {})
  t.true(isHubError(await t.throwsAsync(sent), 'SDK_TRANSPORT'))
})

test('sends are never repeated', async (t) => {
  for (const answer of [status(503), status(408), () => Promise.reject(new Error('reset'))]) {
    const { asked, fetch } = script(answer, result('second'))
    await t.throwsAsync(http('http://node', { fetch }).request('send_tx', {}))
    t.is(asked.length, 1)
  }
})

test('a JSON-RPC error behind an error status keeps its cause', async (t) => {
  const { fetch } = script((id) =>
    Response.json(
      { jsonrpc: '2.0', id, error: { cause: { name: 'TIMEOUT_ERROR' }, data: 'Timeout' } },
      { status: 408 },
    ),
  )
  const error = await t.throwsAsync(http('http://node', { fetch }).request('send_tx', {}))
  t.is(Reflect.get(error ?? {}, 'causeName'), 'TIMEOUT_ERROR')
})

test('a signal ends a request and its repeats', async (t) => {
  const hang: typeof fetch = (_url, init) =>
    new Promise((_resolve, reject) =>
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
    )
  const signal = AbortSignal.timeout(50)
  await t.throwsAsync(http('http://node', { fetch: hang }).request('status', [], { signal }), {
    name: 'TimeoutError',
    any: true,
  })
})
