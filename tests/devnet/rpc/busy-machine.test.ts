/** Patience is for chains that have nothing left to do, not for machines that are slow at it. */
import { createDevnet } from '@research-hub/devnet'
import { createBlockClock } from '@research-hub/devnet/internal/rpc/node/clock'
import { createProducer } from '@research-hub/devnet/internal/rpc/node/producer'
import test from 'ava'

const blocks = 5
const slowness = new Int32Array(new SharedArrayBuffer(4))

test('who waits for work under way is answered, however long its blocks take', async (t) => {
  const devnet = await createDevnet()
  t.teardown(devnet.close)
  let made = 0
  const chain = {
    ...devnet.chain,
    hasPendingWork: () => made < blocks,
    produceBlock: (timestampNs: bigint) => {
      Atomics.wait(slowness, 0, 0, 20)
      made++
      return devnet.chain.produceBlock(timestampNs)
    },
  }
  const producer = createProducer({ chain, clock: createBlockClock('manual'), idleBlockMs: 0 })
  t.is(await producer.waitFor(() => (made === blocks ? 'done' : undefined), 1), 'done')
  t.is(await producer.waitFor(() => undefined, 1), undefined, 'and not when nothing is under way')
})
