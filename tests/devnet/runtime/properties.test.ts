import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { trieGet, trieRemove, trieSet } from '@research-hub/devnet/internal/runtime/state/trie'
import { type TrieNode, trieHash } from '@research-hub/devnet/internal/runtime/state/trie-node'
import test from 'ava'
import fc from 'fast-check'
import { compileText } from '../../support/compile-fixture.js'
import { fuzz, fuzzAsync } from '../../support/fuzz.js'
import { deployAll, heldYocto, source, startActivity, step } from './random-activity.js'

const steps = fc.array(step, { minLength: 5, maxLength: 25 })

test('supply: what accounts hold and what was burnt add up after any transactions', async (t) => {
  const { wasm } = await compileText(source)
  let accepted = 0
  let refused = 0
  await fuzzAsync(
    t,
    fc.asyncProperty(steps, async (list) => {
      const activity = await startActivity(wasm)
      await deployAll(activity, wasm)
      for (const one of list) {
        const result = await activity.send(one)
        if (typeof result === 'object' && result !== null && 'refused' in result) refused++
        else accepted++
        const { totalSupplyYocto } = activity.devnet.chain.head().header
        t.is(heldYocto(activity.devnet), totalSupplyYocto)
      }
    }),
    12,
  )
  t.log(`${accepted} transactions ran, ${refused} were refused`)
  t.true(accepted > refused / 4 && refused > 0)
})

test('snapshot and revert are exact: the same transactions give the same answers again', async (t) => {
  const { wasm } = await compileText(source)
  await fuzzAsync(
    t,
    fc.asyncProperty(steps, steps, async (before, after) => {
      const activity = await startActivity(wasm)
      await deployAll(activity, wasm)
      for (const one of before) await activity.send(one)
      const snapshot = activity.devnet.snapshot()
      const first: unknown[] = []
      for (const one of after) first.push(await activity.send(one))
      const head = activity.devnet.chain.head().header.hash
      activity.devnet.revert(snapshot)
      const second: unknown[] = []
      for (const one of after) second.push(await activity.send(one))
      t.deepEqual(second, first)
      t.deepEqual(activity.devnet.chain.head().header.hash, head)
    }),
    6,
  )
})

test('a replayed block log reproduces every block and outcome bit for bit', async (t) => {
  const { wasm } = await compileText(source)
  await fuzzAsync(
    t,
    fc.asyncProperty(steps, async (list) => {
      const persist = await mkdtemp(join(tmpdir(), 'replay-'))
      const activity = await startActivity(wasm, { persist })
      await deployAll(activity, wasm)
      const hashes: string[] = []
      for (const one of list) {
        const result = await activity.send(one)
        const outcome = (result as { transaction?: { hash: string } }).transaction
        if (outcome !== undefined) hashes.push(outcome.hash)
      }
      const statuses = async (devnet: typeof activity.devnet): Promise<unknown[]> =>
        Promise.all(
          hashes.map((tx_hash) =>
            devnet.request('EXPERIMENTAL_tx_status', {
              tx_hash,
              sender_account_id: 'a.test.near',
              wait_until: 'NONE',
            }),
          ),
        )
      const before = await statuses(activity.devnet)
      const head = activity.devnet.chain.head().header
      await activity.devnet.close()
      const again = await startActivity(wasm, { persist })
      t.deepEqual(again.devnet.chain.head().header, head)
      t.deepEqual(await statuses(again.devnet), before)
      await again.devnet.close()
    }),
    5,
  )
})

const key = fc.uint8Array({ minLength: 1, maxLength: 5, max: 3 })
const change = fc.tuple(key, fc.option(fc.uint8Array({ maxLength: 6 }), { nil: undefined }))

test('the state root is a function of the state alone, whatever led to it', (t) => {
  fuzz(
    t,
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      let root: TrieNode | undefined
      const state = new Map<string, readonly [Uint8Array, Uint8Array]>()
      for (const [path, value] of changes) {
        const name = Buffer.from(path).toString('hex')
        if (value === undefined) {
          root = trieRemove(root, path)
          state.delete(name)
        } else {
          root = trieSet(root, path, value)
          state.set(name, [path, value])
        }
      }
      const direct = [...state.keys()].sort().reduce<TrieNode | undefined>((built, name) => {
        const [path, value] = state.get(name) ?? []
        return path === undefined || value === undefined ? built : trieSet(built, path, value)
      }, undefined)
      t.deepEqual(trieHash(root), trieHash(direct))
      for (const [path, value] of state.values()) t.deepEqual(trieGet(root, path), value)
    }),
    300,
  )
})
