/** Modules that were damaged, and bytes that never were one: each call ends, and the chain goes on. */
import { createDevnet } from '@research-hub/devnet'
import test from 'ava'
import { near } from '../../support/units.js'
import { fixtureContract } from '../clients/fixture-contract.js'
import { randomSource } from '../rpc/random-source.js'
import { assemble, i32 } from './assemble.js'

const seed = 20261124
const damagedModules = 1_500
const randomModules = 500

const indirect = assemble({
  types: [
    [[], []],
    [[i32], [i32]],
  ],
  functions: [
    { type: 0, code: [0x03, 0x40, 0x41, 1, 0x41, 0, 0x11, 1, 0, 0x0d, 0, 0x0b] },
    { type: 1, code: [0x20, 0, 0x41, 7, 0x36, 2, 4, 0x41, 4, 0x28, 2, 0, 0x40, 0] },
  ],
  table: [2, 3],
  elements: [1],
  memoryPages: 1,
  exports: { main: 0 },
})

test('thousands of damaged modules end in an outcome each and never stop the chain', async (t) => {
  t.log(`seed ${seed}`)
  const random = randomSource(seed)
  const devnet = await createDevnet({ seed: 'modules' })
  t.teardown(devnet.close)
  const app = await devnet.createAccount('app.test.near', 1000n * near)
  const sound = [fixtureContract(), indirect]
  // Half of them get one changed bit in their code or data, so that many still run.
  const damaged = (): Uint8Array => {
    const bytes = Uint8Array.from(sound[random.below(sound.length)] ?? [])
    if (random.below(2) === 0) {
      const at = bytes.length - 1 - random.below(Math.floor(bytes.length * 0.6))
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.below(8))
      return bytes
    }
    for (let left = 1 + random.below(4); left > 0; left--) {
      const at = random.below(bytes.length)
      if (random.below(10) === 0) return bytes.subarray(0, at)
      bytes[at] = random.below(256)
    }
    return bytes
  }
  const noise = (): Uint8Array => {
    const header = random.below(2) === 0 ? [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0] : []
    return Uint8Array.from([
      ...header,
      ...Array.from({ length: random.below(200) }, () => random.below(256)),
    ])
  }
  const endings = new Map<string, number>()
  const supply = () => devnet.chain.head().header.totalSupplyYocto
  for (let i = 0; i < damagedModules + randomModules; i++) {
    const code = i < damagedModules ? damaged() : noise()
    await devnet.request('sandbox_patch_state', {
      records: [
        {
          Contract: { account_id: app.accountId, code: Buffer.from(code).toString('base64') },
        },
      ],
    })
    const method = i % 2 === 0 ? 'main' : 'set'
    const before = supply()
    const called = await devnet.call(
      devnet.root,
      app.accountId,
      method,
      {},
      { gas: 3n * 10n ** 12n },
    )
    const { kind = {} } =
      (called.failure as { ActionError?: { kind?: object } } | undefined)?.ActionError ?? {}
    const ending = called.ok
      ? 'ok'
      : JSON.stringify(kind)
          .replace(/[0-9]+|:"[^"]*$/g, '')
          .slice(0, 90)
    endings.set(ending, (endings.get(ending) ?? 0) + 1)
    if (supply() > before) t.fail('tokens were made')
  }
  t.log(Object.fromEntries([...endings].sort(([, a], [, b]) => b - a).slice(0, 12)))
  t.true((endings.get('ok') ?? 0) > 10)
  t.true(endings.size > 5)
  await devnet.deploy(app, fixtureContract())
  t.true((await devnet.call(devnet.root, app.accountId, 'set', { still: 1 })).ok)
})
