import type { Devnet } from '@research-hub/devnet'
import { createChain } from '@research-hub/devnet/internal/runtime/chain'
import type { Block } from '@research-hub/devnet/internal/runtime/types/block'
import type { Chain } from '@research-hub/devnet/internal/runtime/types/chain'
import test from 'ava'
import fc from 'fast-check'
import { compileText } from '../../support/compile-fixture.js'
import { fuzzAsync } from '../../support/fuzz.js'
import { deployAll, source, startActivity, step } from './random-activity.js'

/** Waits for data that never comes, so for the timeout. */
const yielding = `
export function wait() {
  const id = new Uint8Array(32)
  env.promise_return(env.promise_yield_create_with_id('done', '', 0n, 5000000000000n, 0n, id))
}
export function done() { env.value_return(String(env.promise_results_count())) }`

test('a checkpoint of any block goes on as the chain did, with receipts and yields in flight', async (t) => {
  const { wasm } = await compileText(source + yielding)
  let inFlight = 0
  let waiting = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 12 }), async (steps) => {
      const activity = await startActivity(wasm)
      await deployAll(activity, wasm)
      const { devnet } = activity
      const [caller] = devnet.accounts.values()
      if (caller === undefined) throw new Error('no account')
      await devnet.call(caller, 'c.test.near', 'chain', {})
      const pausedFrom = devnet.chain.head().header.height
      const waited = await devnet.call(caller, 'b.test.near', 'wait', {})
      t.is(Buffer.from(waited.value ?? []).toString(), '1')
      t.true(devnet.chain.head().header.height > pausedFrom + 200n)
      for (const one of steps) await activity.send(one)
      await devnet.request('sandbox_fast_forward', { delta_height: 10 })
      for (const one of steps) await activity.send(one)

      const blocks = blocksOf(devnet)
      const { options } = devnet.chain
      const leader = createChain(options)
      for (const [at, block] of blocks.entries()) {
        follow(leader, block)
        if (leader.hasPendingWork()) inFlight++
        else if (at % 40 !== 0) continue
        else waiting++
        const follower = createChain(options)
        follower.restore(leader.checkpoint())
        t.deepEqual(follower.head(), leader.head())
        for (const later of blocks.slice(at + 1)) follow(follower, later)
        t.deepEqual(follower.head(), devnet.chain.head())
      }
    }),
    3,
  )
  t.log(`${inFlight} checkpoints with receipts in flight, ${waiting} between`)
  t.true(inFlight > 20 && waiting > 5)
})

test('a damaged checkpoint is refused', async (t) => {
  const { wasm } = await compileText(source)
  const activity = await startActivity(wasm)
  await deployAll(activity, wasm)
  const { chain } = activity.devnet
  const bytes = chain.checkpoint()
  const at = Buffer.from(bytes).indexOf(wasm.subarray(0, 64))
  t.true(at > 0)
  const damaged = bytes.slice()
  damaged[at + 20] = (damaged[at + 20] ?? 0) ^ 1
  t.throws(() => createChain(chain.options).restore(damaged), { message: /another state/ })
  t.throws(() => createChain(chain.options).restore(new Uint8Array(8)))
})

function blocksOf(devnet: Devnet): readonly Block[] {
  const blocks: Block[] = []
  const last = devnet.chain.head().header.height
  for (let height = 1n; height <= last; height++) {
    const block = devnet.chain.block({ kind: 'height', height })
    if (block !== undefined) blocks.push(block)
  }
  return blocks
}

/** Makes the block again that another chain made. */
function follow(chain: Chain, { header, transactions }: Block): void {
  for (const signed of transactions) chain.submit(signed)
  const skipped = header.height - chain.head().header.height
  if (skipped === 1n) chain.produceBlock(header.timestampNs)
  else chain.fastForward(skipped, header.timestampNs)
}
