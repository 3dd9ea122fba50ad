import { createDevnet } from '@research-hub/devnet'
import test from 'ava'
import { actions } from 'near-api-js'
import { compileText, deployedId, deployOnDevnet } from '../../support/compile-fixture.js'
import { sendActions } from '../../support/transactions.js'

test('old blocks and outcomes are let go, so memory does not grow with history', async (t) => {
  const devnet = await createDevnet({ accounts: { 'a.test.near': { balanceYocto: 10n ** 25n } } })
  const early = await devnet.createAccount('early.test.near', 10n ** 24n)
  const { header } = devnet.chain.head()
  devnet.produceBlocks(10_100)
  t.is(devnet.chain.block({ kind: 'height', height: header.height }), undefined)
  t.truthy(devnet.chain.block({ kind: 'genesis' }))
  t.truthy(devnet.chain.block({ kind: 'height', height: header.height + 200n }))
  await t.throwsAsync(devnet.request('block', { block_id: Number(header.height) }))
  t.is(devnet.balanceYocto(early.accountId), 10n ** 24n)
})

test('a transaction may name a block for 86,400 heights, long after the block itself is gone', async (t) => {
  const devnet = await createDevnet()
  const { hash, height } = devnet.chain.head().header
  devnet.produceBlocks(1)
  const named = devnet.chain.head().header
  const send = (blockHash: Uint8Array) =>
    sendActions(devnet, devnet.root, 'test.near', [actions.transfer(1n)], { blockHash })
  devnet.produceBlocks(10_100)
  t.is(devnet.chain.block({ kind: 'hash', hash: named.hash }), undefined)
  await send(named.hash)
  await send(hash)
  // A transaction's block must follow the one it names by no more than the period.
  const head = devnet.chain.head().header.height
  await devnet.request('sandbox_fast_forward', {
    delta_height: Number(named.height + 86_400n - head),
  })
  t.is(devnet.chain.head().header.height, named.height + 86_400n)
  await t.throwsAsync(send(hash), { message: /Expired/ })
  t.is(height, named.height - 1n)
  await send(named.hash)
  await t.throwsAsync(send(named.hash), { message: /Expired/ })
})

test('a snapshot outlives the blocks and states that are let go', async (t) => {
  const devnet = await createDevnet()
  await devnet.createAccount('kept.test.near', 10n ** 24n)
  const snapshot = devnet.snapshot()
  const { hash } = devnet.chain.head().header
  for (const blocks of [1_100, 10_100]) {
    devnet.produceBlocks(blocks)
    devnet.revert(snapshot)
    t.deepEqual(devnet.chain.head().header.hash, hash)
    t.is(devnet.balanceYocto('kept.test.near'), 10n ** 24n)
    t.deepEqual(devnet.chain.block({ kind: 'hash', hash })?.header.hash, hash)
    await devnet.createAccount(`after-${blocks}.test.near`, 10n ** 24n)
    t.is(devnet.balanceYocto(`after-${blocks}.test.near`), 10n ** 24n)
  }
})

test('a trace lists every host call in order, the one that ended the call included', async (t) => {
  const { wasm } = await compileText(`declare const env: unknown
    export function go() { env.storage_write('k', 'v', 0n); env.log_utf8('x'); throw new Error('END') }`)
  const { devnet, user } = await deployOnDevnet(wasm)
  const result = await devnet.call(user, deployedId, 'go', {})
  const calls = result.receipts[0]?.hostCalls ?? []
  t.deepEqual(
    calls.map(({ name }) => name),
    ['storage_write', 'log_utf8', 'panic_utf8'],
  )
  const trace = (await devnet.request('devnet_trace', { tx_hash: result.transactionHash })) as {
    receipts: {
      host_calls: { name: string; gas_burnt: string }[]
      gas_profile: Record<string, string>
    }[]
  }
  const [first] = trace.receipts
  t.is(first?.host_calls.length, 3)
  const inHost = calls.reduce((sum, { gasBurnt }) => sum + gasBurnt, 0n)
  const profile = first?.gas_profile ?? {}
  const listed = Object.entries(profile)
    .filter(([name]) => name !== 'WASM_INSTRUCTION' && !name.startsWith('CONTRACT_LOADING'))
    .reduce((sum, [, gas]) => sum + BigInt(gas), 0n)
  t.is(inHost, listed)
})
