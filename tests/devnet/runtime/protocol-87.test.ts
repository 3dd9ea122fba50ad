/** What protocol 87 changed besides host functions, next to what was before. */
import { createDevnet } from '@research-hub/devnet'
import test from 'ava'
import { list, sized, u64, u128 } from '../../support/borsh.js'
import { near } from '../../support/units.js'
import { assemble, leb } from '../vm/assemble.js'
import { start } from './universal-fixture.js'

const entry = (i: number): Uint8Array =>
  Buffer.concat([sized(String(i).padStart(4, '0')), sized('')])

/** NEP-616 `DeterministicStateInit` with that many entries. */
function deterministicStateInit(entries: number): Uint8Array {
  return Buffer.concat([
    Uint8Array.of(11, 0, 1),
    sized('code.test.near'),
    list(Array.from({ length: entries }, (_, i) => entry(i))),
    u128(0n),
  ])
}

test('the state inits of a receipt have 1,500 entries at most, counted together', async (t) => {
  const receiverId = `0s${'0'.repeat(40)}`
  const before = await start(t, { profile: '86' })
  const late = await start(t, { profile: '87' })
  const tooMany = { number_of_entries: 1_502, limit: 1_500 }
  for (const actions of [
    [deterministicStateInit(1_502)],
    [deterministicStateInit(751), deterministicStateInit(751)],
  ]) {
    t.regex(
      JSON.stringify((await before.send(receiverId, actions)).refused),
      /InvalidDeterministicStateInitReceiver/,
    )
    t.deepEqual((await late.send(receiverId, actions)).refused, {
      ActionsValidation: { TotalNumberOfStateInitEntriesExceeded: tooMany },
    })
  }
  t.regex(
    JSON.stringify((await late.send(receiverId, [deterministicStateInit(1_500)])).refused),
    /InvalidDeterministicStateInitReceiver/,
  )
})

test('a contract has one local for two bytes of its code', async (t) => {
  const module = (padding: number): Uint8Array =>
    assemble({
      functions: [{ type: 0, code: [], locals: 100 }],
      exports: { main: 0 },
      ...(padding === 0
        ? {}
        : { extra: [0, ...leb(padding), 1, 0x70, ...new Array(padding - 2).fill(0)] }),
    })
  const compact = module(0)
  const padded = module(200 - compact.length)
  t.true(compact.length < 200 && padded.length >= 200)
  for (const [profile, wasm, expected] of [
    ['86', compact, undefined],
    ['87', padded, undefined],
    ['87', compact, 'TooManyLocals'],
  ] as const) {
    const devnet = await createDevnet({ profile })
    t.teardown(devnet.close)
    const app = await devnet.createAccount('app.test.near', 10n * near)
    await devnet.deploy(app, wasm)
    const { failure } = await devnet.call(app, 'app.test.near', 'main', new Uint8Array())
    const kind = { FunctionCallError: { CompilationError: { PrepareError: expected } } }
    t.deepEqual(failure, expected && { ActionError: { index: 0, kind } })
  }
})

test('an ML-DSA-65 key of a gas key is still sent for the 33 bytes that state keeps of it', async (t) => {
  // The fix for this stood in 87 while that was a candidate, and is in no release.
  for (const profile of ['86', '87', '88'] as const) {
    const { send } = await start(t, { profile })
    const key = Buffer.concat([Uint8Array.of(2), new Uint8Array(1_952)])
    const action = Buffer.concat([Uint8Array.of(12), key, u128(1n)])
    const { outcomes } = await send('user.test.near', [action])
    const gas = 108_059_500_000n + 115_123_062_500n + 33n * 59_357_464n
    t.is(BigInt(outcomes[0]?.outcome.gas_burnt ?? 0), gas)
  }
})

test('a contract gets no share of the gas that its calls burn', async (t) => {
  const wasm = assemble({ functions: [{ type: 0, code: [] }], exports: { main: 0 } })
  for (const [profile, isPaid] of [
    ['86', true],
    ['87', false],
  ] as const) {
    const { devnet, user } = await start(t, { profile })
    const app = await devnet.createAccount('app.test.near', 10n * near)
    await devnet.deploy(app, wasm)
    const before = devnet.balanceYocto('app.test.near')
    t.true((await devnet.call(user, 'app.test.near', 'main', new Uint8Array())).ok)
    t.is(devnet.balanceYocto('app.test.near') > before, isPaid)
  }
})

test('a delegate withdraws from no gas key, but too many actions are said first', async (t) => {
  const key = Buffer.concat([Uint8Array.of(0), new Uint8Array(32).fill(1)])
  const withdrawal = Buffer.concat([Uint8Array.of(13), key, u128(1n)])
  const delegate = (inner: number): Uint8Array =>
    Buffer.concat([
      Uint8Array.of(8),
      sized('other.test.near'),
      sized('other.test.near'),
      list(new Array(inner).fill(withdrawal)),
      u64(1n),
      u64(1_000n),
      key,
      Uint8Array.of(0),
      new Uint8Array(64),
    ])
  const { send } = await start(t, { profile: '87' })
  t.deepEqual((await send('other.test.near', [delegate(100)])).refused, {
    ActionsValidation: 'WithdrawFromGasKeyNotAllowedInDelegate',
  })
  t.deepEqual((await send('other.test.near', [delegate(101)])).refused, {
    ActionsValidation: {
      TotalNumberOfActionsExceeded: { total_number_of_actions: 101, limit: 100 },
    },
  })
})

test('the configuration shows universal accounts from the release that brought 87, on from 88', async (t) => {
  for (const [profile, isOn, base] of [
    ['86', undefined, undefined],
    ['87', false, 8_520_000_000],
    ['88', true, 8_900_000_000],
  ] as const) {
    const { devnet } = await start(t, { profile })
    const { runtime_config } = (await devnet.request('EXPERIMENTAL_protocol_config', {
      finality: 'final',
    })) as {
      readonly runtime_config: {
        readonly wasm_config: {
          readonly universal_accounts?: boolean
          readonly ext_costs: Readonly<Record<string, number>>
        }
      }
    }
    const { universal_accounts, ext_costs } = runtime_config.wasm_config
    t.is(universal_accounts, isOn)
    t.is(ext_costs.universal_state_init_to_account_id_base, base)
  }
})
