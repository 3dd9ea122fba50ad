import { fallback, HubError, isHubError, RpcError, type Transport } from '@research-hub/sdk'
import test from 'ava'

type Scripted = Transport & { asked: number; answer: () => unknown }

function scripted(answer: () => unknown): Scripted {
  const endpoint: Scripted = {
    asked: 0,
    answer,
    request: async () => {
      endpoint.asked++
      return endpoint.answer()
    },
  }
  return endpoint
}

const down = (): never => {
  throw new HubError('SDK_TRANSPORT', ['connection refused'])
}

test('a read goes on to the next endpoint, and the failed one rests', async (t) => {
  let nowMs = 0
  const first = scripted(down)
  const second = scripted(() => 'second')
  const transport = fallback([first, second], { coolDownMs: 1000, nowMs: () => nowMs })
  t.is(await transport.request('status', []), 'second')
  t.is(await transport.request('status', []), 'second')
  t.is(first.asked, 1)
  first.answer = () => 'first'
  nowMs = 1001
  t.is(await transport.request('status', []), 'first')
})

test('a transaction goes to one endpoint only, the healthy one', async (t) => {
  const first = scripted(down)
  const second = scripted(() => 'second')
  const transport = fallback([first, second])
  t.true(isHubError(await t.throwsAsync(transport.request('send_tx', {})), 'SDK_TRANSPORT'))
  t.is(second.asked, 0)
  t.is(await transport.request('send_tx', {}), 'second')
  t.is(first.asked, 1)
})

test('an answer about the request ends the search; one about the endpoint does not', async (t) => {
  const unknownAccount = (): never => {
    throw new RpcError('no such account', 'UNKNOWN_ACCOUNT', 'no such account')
  }
  const behind = (): never => {
    throw new RpcError('no such block', 'UNKNOWN_BLOCK', 'no such block')
  }
  const second = scripted(() => 'second')
  const semantic = fallback([scripted(unknownAccount), second])
  await t.throwsAsync(semantic.request('query', {}), { message: 'no such account' })
  t.is(second.asked, 0)
  t.is(await fallback([scripted(behind), second]).request('block', {}), 'second')
})

test('when every endpoint fails, what one of them said is the error', async (t) => {
  const behind = (): never => {
    throw new RpcError('no such block', 'UNKNOWN_BLOCK', 'no such block')
  }
  const both = fallback([scripted(down), scripted(behind)])
  await t.throwsAsync(both.request('block', {}), { message: 'no such block' })
  const error = await t.throwsAsync(fallback([scripted(down), scripted(down)]).request('block', {}))
  t.true(isHubError(error, 'SDK_TRANSPORT'))
})
