/** A transaction whose result is a promise that is not kept in ten seconds of waiting. */
import { createHash } from 'node:crypto'
import { base58 } from '@scure/base'
import test from 'ava'
import { startClients, thrownBy } from './clients.js'
import { constants, hostContract } from './host-contract.js'
import type { Answered } from './provocation.js'
import { call, Stage } from './stage.js'

test('TIMEOUT_ERROR: HTTP 408 by the node, which clients do not look into', async (t) => {
  t.timeout(40_000)
  const stage = await Stage.start()
  t.teardown(() => stage.close())
  const data = constants()
  const yields = ['promise_yield_create', ...data.at('later'), 0, 0, 10 ** 12, 0, 0] as const
  const { accountId } = await stage.contract('yields', () =>
    hostContract({ wait: [yields, ['promise_return', 0]], later: [] }, data.bytes()),
  )
  const bytes = await stage.sign(stage.alice, accountId, [call('wait')])
  const params = {
    signed_tx_base64: Buffer.from(bytes).toString('base64'),
    wait_until: 'INCLUDED',
  }
  await stage.devnet.request('send_tx', params)
  const hash = base58.encode(createHash('sha256').update(bytes.subarray(0, -65)).digest())
  const error = { name: 'HANDLER_ERROR', cause: { name: 'TIMEOUT_ERROR' } } as const
  const waiting: Answered = {
    via: 'answered',
    method: 'tx',
    params: { tx_hash: hash, sender_account_id: stage.alice.accountId, wait_until: 'FINAL' },
    status: 408,
    error: { ...error, code: -32_000, message: 'Server error', data: 'Timeout' },
  }
  const answer = fetch(stage.url, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: waiting.method, params: waiting.params }),
  }).then(async (response) => ({
    status: response.status,
    error: ((await response.json()) as { readonly error: unknown }).error,
  }))
  const clients = Object.values(await startClients(stage.url))
  const thrown = clients.map((client) => thrownBy(client, waiting))
  t.deepEqual(await answer, { status: 408, error: waiting.error })
  const texts = (await Promise.all(thrown)).map((one) => `${one.constructor.name}: ${one.message}`)
  t.deepEqual(texts, [
    'ProviderError: Timeout error',
    'ProviderError: Timeout error',
    'NetworkError: HTTP 408: Request Timeout',
  ])
})
