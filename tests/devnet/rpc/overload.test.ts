import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createDevnet } from '@research-hub/devnet'
import { decodeSignedTransaction } from '@research-hub/devnet/internal/primitives/transaction-codec'
import type { SignedTransaction } from '@research-hub/devnet/internal/primitives/types'
import { createBlockClock } from '@research-hub/devnet/internal/rpc/node/clock'
import { createProducer } from '@research-hub/devnet/internal/rpc/node/producer'
import test from 'ava'
import { actions, JsonRpcProvider, KeyPairSigner, Transaction } from 'near-api-js'

const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'gas_price', params: [null] })

async function post(url: string, text: string): Promise<{ status: number; name: unknown }> {
  const response = await fetch(url, { method: 'POST', body: text })
  const reply = (await response.json()) as { error?: { cause: { name: string } } }
  return { status: response.status, name: reply.error?.cause.name }
}

/** A request whose body never ends. */
async function openRequest(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.write('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 1000\r\n\r\n{')
  return socket
}

test('requests past the limit get 503 at once; when others end, it is over', async (t) => {
  const devnet = await createDevnet()
  t.teardown(devnet.close)
  const { url, port } = await devnet.listen({ maxConcurrentRequests: 2 })
  t.deepEqual(await post(url, body), { status: 200, name: undefined })
  const open = [await openRequest(port), await openRequest(port)]
  // The two have arrived when a third is refused.
  let refused = await post(url, body)
  for (let i = 0; i < 50 && refused.status === 200; i++) refused = await post(url, body)
  t.deepEqual(refused, { status: 503, name: 'SERVER_OVERLOADED' })
  t.is((await fetch(`${url}/status`)).status, 503)
  // A client that tries again gets through once there is room.
  const provider = new JsonRpcProvider({ url }, { retries: 10, wait: 20, backoff: 1.5 })
  const answer = provider.viewGasPrice()
  for (const socket of open) socket.destroy()
  t.is(String((await answer).gas_price), '100000000')
})

test('a body limit of its own', async (t) => {
  const devnet = await createDevnet()
  t.teardown(devnet.close)
  const { url } = await devnet.listen({ maxBodyBytes: body.length })
  t.is((await post(url, body)).status, 200)
  t.is((await post(url, `${body} `)).status, 413)
})

test('a full pool refuses transactions and takes them again after a block', async (t) => {
  const devnet = await createDevnet()
  t.teardown(devnet.close)
  const { chain, root } = devnet
  const producer = createProducer({
    chain,
    clock: createBlockClock('manual'),
    idleBlockMs: 0,
    maxWaitingTransactions: 2,
  })
  t.teardown(producer.stop)
  const signer = KeyPairSigner.fromSecretKey(`ed25519:${root.secretKey.slice('ed25519:'.length)}`)
  const publicKey = await signer.getPublicKey()
  const { hash } = chain.head().header
  const transfers: SignedTransaction[] = []
  for (let nonce = 1n; nonce <= 3n; nonce++) {
    const { signedTransaction } = await signer.signTransaction(
      new Transaction({
        signerId: root.accountId,
        publicKey,
        nonce,
        receiverId: root.accountId,
        blockHash: hash,
        actions: [actions.transfer(1n)],
      }),
    )
    transfers.push(decodeSignedTransaction(signedTransaction.encode()))
  }
  const submit = (at: number) => {
    const signed = transfers[at]
    return signed === undefined ? undefined : producer.submit(signed).kind
  }
  t.deepEqual([submit(0), submit(1), submit(2)], ['queued', 'queued', 'full'])
  // One that waits already is no more work.
  t.is(submit(1), 'known')
  producer.produceBlock()
  t.is(submit(2), 'queued')
  producer.runUntilIdle()
  t.truthy(transfers.every(({ hash: id }) => chain.transaction(id) !== undefined))
})
