/** Who pays what to the yocto: gas bought and burnt, refunds, rewards, allowances (nearcore.md 4.2, 4.6). */
import { createDevnet, type Devnet, type ProfileName } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import { actions, KeyPair, type Transaction } from 'near-api-js'
import { accountOf } from '../../support/calls.js'
import { compileText } from '../../support/compile-fixture.js'
import { gasOf, type OutcomeJson, outcomeOf, tokensBurntYocto } from '../../support/outcome.js'
import { type SendOptions, sendActions } from '../../support/transactions.js'
import { near, tgas } from '../../support/units.js'
import { assemble } from '../vm/assemble.js'

type Actions = Transaction['actions']
const alice = 'alice.test.near'
const bob = 'bob.test.near'
/** The price that gas burns at on a quiet chain. */
const price = 10n ** 8n
const receipt = 108_059_500_000n
const transfer = 115_123_062_500n
/** `export function m() {}`, and `t` that traps. */
const code = assemble({
  functions: [
    { type: 0, code: [] },
    { type: 0, code: [0x00] },
  ],
  exports: { m: 0, t: 1 },
})

async function start(t: ExecutionContext, profile: ProfileName = '86'): Promise<Devnet> {
  const devnet = await createDevnet({
    profile,
    seed: 'balances',
    accounts: { [alice]: { balanceYocto: 90n * near }, [bob]: { balanceYocto: 90n * near } },
  })
  t.teardown(devnet.close)
  return devnet
}

type Sent = {
  readonly outcome: OutcomeJson
  /** By how much the balances changed. */
  readonly alice: bigint
  readonly bob: bigint
}

/** Sends as alice. */
async function send(
  devnet: Devnet,
  receiverId: string,
  list: Actions,
  options: SendOptions = {},
): Promise<Sent> {
  const held = () => [devnet.balanceYocto(alice), devnet.balanceYocto(bob)] as const
  const before = held()
  const answer = await sendActions(devnet, accountOf(devnet, alice), receiverId, list, options)
  const after = held()
  return { outcome: outcomeOf(answer), alice: after[0] - before[0], bob: after[1] - before[1] }
}

function burntGas(outcome: OutcomeJson): bigint {
  const [send, run] = gasOf(outcome)
  return send + run
}

test('a transfer costs its gas at the price of the block, bought dearer or not', async (t) => {
  for (const profile of ['86', '87', 'classic'] as const) {
    const devnet = await start(t, profile)
    const sent = await send(devnet, bob, [actions.transfer(near)])
    t.is(sent.bob, near)
    t.is(sent.alice, -near - 2n * (receipt + transfer) * price, profile)
    t.is(tokensBurntYocto(sent.outcome), 2n * (receipt + transfer) * price)
  }
})

test('an account made in protocol 86 costs 0.007 NEAR in all for its making', async (t) => {
  const list = [actions.createAccount(), actions.transfer(near)]
  const current = await send(await start(t), `new.${alice}`, list)
  const sending = receipt + transfer + 500_000_000_000n
  t.is(current.alice, -near - (sending + receipt + transfer) * price - 7n * 10n ** 21n)
  t.is(tokensBurntYocto(current.outcome), -current.alice - near)

  const before = await send(await start(t, 'classic'), `new.${alice}`, list)
  const create = 3_850_000_000_000n
  t.is(before.alice, -near - 2n * (receipt + transfer + create) * price)
})

test('a failed call gives the deposit and the gas it did not burn back', async (t) => {
  for (const profile of ['86', 'classic'] as const) {
    const devnet = await start(t, profile)
    await devnet.deploy(accountOf(devnet, bob), code)
    for (const method of ['t', 'absent']) {
      const call = actions.functionCall(method, new Uint8Array(), 250n * tgas, 5n * near)
      const { outcome, ...changed } = await send(devnet, bob, [call])
      t.truthy(outcome.receipts_outcome[0]?.outcome.status.Failure)
      t.is(changed.alice, -burntGas(outcome) * price, `${profile} ${method}`)
      t.true(burntGas(outcome) < 2n * tgas)
    }
  }
})

test('a contract earns three tenths of what its code burnt, until protocol 87', async (t) => {
  const loading = 35_445_963n + 1_089_295n * BigInt(code.length)
  const ran = loading + 8n * 822_756n
  for (const [profile, reward] of [
    ['86', ((ran * 3n) / 10n) * price],
    ['classic', ((ran * 3n) / 10n) * price],
    ['87', 0n],
  ] as const) {
    const devnet = await start(t, profile)
    await devnet.deploy(accountOf(devnet, bob), code)
    const call = actions.functionCall('m', new Uint8Array(), 10n * tgas, near)
    const { outcome, ...changed } = await send(devnet, bob, [call])
    t.is(changed.bob, near + reward, profile)
    t.is(changed.alice, -near - burntGas(outcome) * price)
    // The reward comes out of what the outcome calls burnt.
    t.is(tokensBurntYocto(outcome), burntGas(outcome) * price)
  }
})

test('unused gas goes to promises by weight, the rest of a division to the last', async (t) => {
  const { wasm } = await compileText(`declare const env: unknown
    export function split() {
      const p = env.promise_batch_create('${alice}')
      const call = (gas: bigint, weight: bigint) =>
        env.promise_batch_action_function_call_weight(p, 'prepaid', '', 0n, gas, weight)
      call(2000000000000n, 1n); call(3000000000000n, 0n); call(0n, 6n)
    }
    export function prepaid() { env.log_utf8(String(env.prepaid_gas())) }`)
  const devnet = await start(t)
  await devnet.deploy(accountOf(devnet, alice), wasm)
  const result = await devnet.call(accountOf(devnet, bob), alice, 'split', {}, { gas: 100n * tgas })
  t.true(result.ok)
  const [first = 0n, second = 0n, third = 0n] = result.logs.map(BigInt)
  t.is(second, 3n * tgas)
  const unused = first - 2n * tgas + third
  t.is(first - 2n * tgas, unused / 7n)
  t.is(third, unused - unused / 7n)
  // All of it went along: what the caller burnt, what sending and running the calls costs, the calls.
  const [caller] = result.receipts
  const action = receipt + 780_000_000_000n + 7n * 2_235_934n
  const burnt = (caller?.gasBurnt ?? 0n) - (receipt + 780_000_000_000n + 7n * 2_235_934n)
  const runningCalls = 3n * (action - receipt) + receipt
  t.is(burnt + runningCalls + 5n * tgas + unused, 100n * tgas)
})

test('an allowance pays for gas and gets back what did not burn', async (t) => {
  const devnet = await start(t)
  await devnet.deploy(accountOf(devnet, bob), code)
  const key = KeyPair.fromRandom('ed25519')
  const allowance = near / 2n
  await send(devnet, alice, [
    actions.addFunctionCallAccessKey(key.getPublicKey(), bob, [], allowance),
  ])
  const call = actions.functionCall('m', new Uint8Array(), 100n * tgas, 0n)
  const { outcome, ...changed } = await send(devnet, bob, [call], { secretKey: key.toString() })
  const cost = burntGas(outcome) * price
  t.is(changed.alice, -cost)
  const { permission } = (await devnet.request('query', {
    request_type: 'view_access_key',
    finality: 'optimistic',
    account_id: alice,
    public_key: key.getPublicKey().toString(),
  })) as { permission: { FunctionCall: { allowance: string } } }
  t.is(permission.FunctionCall.allowance, (allowance - cost).toString())
})

test('770 bytes of state need no balance, one more needs it for all of them', async (t) => {
  const devnet = await start(t)
  const key = () => actions.addFullAccessKey(KeyPair.fromRandom('ed25519').getPublicKey())
  // 100 bytes and 82 a key.
  const keys = (count: number) => Array.from({ length: count }, key)
  const free = await send(devnet, `free.${alice}`, [actions.createAccount(), ...keys(8)])
  t.is(free.outcome.receipts_outcome[0]?.outcome.status.SuccessValue, '')
  t.is(devnet.balanceYocto(`free.${alice}`), 0n)
  const more = await send(devnet, `more.${alice}`, [actions.createAccount(), ...keys(9)])
  const needed = (100n + 9n * 82n) * 10n ** 19n
  t.deepEqual(more.outcome.receipts_outcome[0]?.outcome.status.Failure?.ActionError, {
    index: null,
    kind: { LackBalanceForState: { account_id: `more.${alice}`, amount: `${needed}` } },
  })
})

test('a secp256k1 key signs as well as an Ed25519 key does', async (t) => {
  const devnet = await start(t)
  const key = KeyPair.fromRandom('secp256k1')
  t.regex(key.getPublicKey().toString(), /^secp256k1:/)
  await send(devnet, alice, [actions.addFullAccessKey(key.getPublicKey())])
  const sent = await send(devnet, bob, [actions.transfer(near)], { secretKey: key.toString() })
  t.is(sent.bob, near)
  t.is(burntGas(sent.outcome), 2n * (receipt + transfer))
})
