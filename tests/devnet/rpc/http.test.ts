import { connect } from 'node:net'
import { createDevnet, type Devnet, type DevnetServer } from '@research-hub/devnet'
import anyTest, { type TestFn } from 'ava'

type Context = { readonly devnet: Devnet; readonly server: DevnetServer }
const test = anyTest as TestFn<Context>

test.before(async (t) => {
  const devnet = await createDevnet()
  Object.assign(t.context, { devnet, server: await devnet.listen() })
})

test.after.always(async (t) => {
  await t.context.devnet.close()
})

type Reply = {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: {
    readonly name: string
    readonly code: number
    readonly cause: { name: string }
  }
}

async function post(url: string, body: string): Promise<{ status: number; reply: Reply }> {
  const response = await fetch(url, { method: 'POST', body })
  return { status: response.status, reply: (await response.json()) as Reply }
}

test('GET pages, HEAD and CORS preflight', async (t) => {
  const { url } = t.context.server
  const status = await fetch(`${url}/status`)
  t.is(status.status, 200)
  t.is(status.headers.get('access-control-allow-origin'), '*')
  const page = (await status.json()) as { readonly chain_id: string; readonly rpc_addr: string }
  t.is(page.chain_id, 'localnet')
  t.is(page.rpc_addr, `127.0.0.1:${t.context.server.port}`)
  t.is((await fetch(`${url}/health`, { method: 'HEAD' })).status, 200)
  t.is((await fetch(`${url}/network_info`)).status, 200)
  t.is((await fetch(`${url}/nothing`)).status, 404)
  t.is((await fetch(url, { method: 'PUT', body: '{}' })).status, 405)
  const preflight = await fetch(url, { method: 'OPTIONS' })
  t.is(preflight.status, 204)
  t.regex(preflight.headers.get('access-control-allow-methods') ?? '', /POST/)
})

test('envelope: ids are echoed, batches and bad versions refused', async (t) => {
  const { url } = t.context.server
  const call = (id: unknown): string =>
    JSON.stringify({ jsonrpc: '2.0', id, method: 'gas_price', params: [null] })
  t.is((await post(url, call('a'))).reply.id, 'a')
  t.is((await post(url, call(7))).reply.id, 7)
  for (const body of [`[${call(1)}]`, '', '{', 'null', '{"id":1,"method":"status"}']) {
    const { status, reply } = await post(url, body)
    t.is(status, 400, body)
    t.is(reply.error?.cause.name, 'PARSE_ERROR')
    t.is(reply.error?.code, -32700)
  }
})

test('handler errors are HTTP 200, unknown methods 400', async (t) => {
  const { url } = t.context.server
  const query = { request_type: 'view_account', account_id: 'no.near', finality: 'final' }
  const missing = await post(
    url,
    JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'query', params: query }),
  )
  t.is(missing.status, 200)
  t.is(missing.reply.error?.cause.name, 'UNKNOWN_ACCOUNT')
  const unknown = await post(url, '{"jsonrpc":"2.0","id":1,"method":"x","params":[]}')
  t.is(unknown.status, 400)
  t.is(unknown.reply.error?.cause.name, 'METHOD_NOT_FOUND')
})

test('a body over the limit is refused without being read', async (t) => {
  const { port } = t.context.server
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 999999999\r\n\r\n{')
    })
    socket.once('data', (data) => {
      resolve(data.toString())
      socket.destroy()
    })
    socket.once('error', reject)
  })
  t.regex(answer, /^HTTP\/1\.1 413 /)
})

test('deep nesting is refused', async (t) => {
  const depth = 20_000
  const body = `{"jsonrpc":"2.0","id":1,"method":"block","params":${'['.repeat(depth)}${']'.repeat(depth)}}`
  t.is((await post(t.context.server.url, body)).status, 400)
})

test('legacy array forms', async (t) => {
  const { url } = t.context.server
  const call = async (method: string, params: unknown): Promise<unknown> =>
    (await post(url, JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))).reply.result
  const account = (await call('query', ['account/test.near', ''])) as { readonly amount: string }
  t.regex(account.amount, /^\d+$/)
  const keys = (await call('query', ['access_key/test.near', ''])) as { readonly keys: unknown[] }
  t.is(keys.keys.length, 1)
  const block = (await call('block', [0])) as { readonly header: { readonly height: number } }
  t.is(block.header.height, 0)
  t.deepEqual(await call('gas_price', [null]), { gas_price: '100000000' })
  t.is(((await call('validators', [null])) as { epoch_start_height: number }).epoch_start_height, 0)
})
