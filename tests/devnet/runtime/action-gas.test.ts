/** What each action burns when sent and when run, worked out by hand from the fee table (nearcore.md 1.2). */
import { createHash } from 'node:crypto'
import { createDevnet, type Devnet, type ProfileName } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import { actions, KeyPair, type Transaction } from 'near-api-js'
import { gasOf, type OutcomeJson, outcomeOf } from '../../support/outcome.js'
import { sendActions } from '../../support/transactions.js'
import { near } from '../../support/units.js'
import { assemble } from '../vm/assemble.js'

type Actions = Transaction['actions']
const alice = 'alice.test.near'
const bob = 'bob.test.near'
const receipt = 108_059_500_000n
const key = KeyPair.fromRandom('ed25519').getPublicKey()
const other = KeyPair.fromRandom('ed25519').getPublicKey()
/** `export function m() {}` in 38 bytes. */
const code = assemble({ functions: [{ type: 0, code: [] }], exports: { m: 0 } })
const codeBytes = BigInt(code.length)

type Burns = { readonly send: bigint; readonly run: bigint; readonly usage?: bigint }

async function start(t: ExecutionContext, profile: ProfileName = '86'): Promise<Devnet> {
  const balances = { [alice]: { balanceYocto: 90n * near }, [bob]: { balanceYocto: 90n * near } }
  const devnet = await createDevnet({ profile, accounts: balances, seed: 'action-gas' })
  t.teardown(devnet.close)
  return devnet
}

function usageOf(devnet: Devnet, accountId: string): bigint {
  return devnet.chain.state({ kind: 'head' })?.account(accountId)?.storageUsage ?? 0n
}

async function send(devnet: Devnet, receiverId: string, list: Actions): Promise<OutcomeJson> {
  const account = devnet.accounts.get(alice)
  if (account === undefined) throw new Error('no such account')
  return outcomeOf(await sendActions(devnet, account, receiverId, list))
}

/** Sends as alice; `usage` is what the receiver's storage grows by. */
async function burns(
  t: ExecutionContext,
  devnet: Devnet,
  receiverId: string,
  list: Actions,
  expected: Burns,
): Promise<void> {
  const before = usageOf(devnet, receiverId)
  const outcome = await send(devnet, receiverId, list)
  const name = Object.keys(list[0] ?? {}).join()
  t.deepEqual(gasOf(outcome), [receipt + expected.send, receipt + expected.run], name)
  t.is(outcome.receipts_outcome[0]?.outcome.status.Failure, undefined, name)
  t.is(usageOf(devnet, receiverId) - before, expected.usage ?? 0n, name)
}

test('transfers: to another, to oneself, and to ids that come into being', async (t) => {
  const devnet = await start(t)
  const transfer = 115_123_062_500n
  await burns(t, devnet, bob, [actions.transfer(1n)], { send: transfer, run: transfer })
  await burns(t, devnet, alice, [actions.transfer(1n)], { send: transfer, run: transfer })
  const implicit = 'ab'.repeat(32)
  const creation = { send: 500_000_000_000n, run: 7_200_000_000_000n }
  const fullKey = 101_765_125_000n
  for (const usage of [182n, 0n]) {
    // The fee is that of a new account even when it is there already.
    await burns(t, devnet, implicit, [actions.transfer(near)], {
      send: transfer + creation.send + fullKey,
      run: transfer + creation.run + fullKey,
      usage,
    })
  }
  await burns(t, devnet, `0x${'12'.repeat(20)}`, [actions.transfer(near)], {
    send: transfer + creation.send,
    run: transfer + creation.run,
    usage: 100n + 32n,
  })
  await burns(t, devnet, `0s${'34'.repeat(20)}`, [actions.transfer(near)], {
    send: transfer + creation.send,
    run: transfer + creation.run,
    usage: 100n,
  })
})

test('an account is made, paid, given code and a key in one receipt', async (t) => {
  const list = [
    actions.createAccount(),
    actions.transfer(near),
    actions.addFullAccessKey(key),
    actions.deployContract(code),
  ]
  const rest = 115_123_062_500n + 101_765_125_000n + 184_765_750_000n
  for (const [profile, create] of [
    ['86', { send: 500_000_000_000n, run: 7_200_000_000_000n }],
    ['classic', { send: 3_850_000_000_000n, run: 3_850_000_000_000n }],
  ] as const) {
    await burns(t, await start(t, profile), `new.${alice}`, list, {
      send: create.send + rest + codeBytes * 47_683_715n,
      run: create.run + rest + codeBytes * 64_572_944n,
      usage: 100n + 82n + codeBytes,
    })
  }
})

test('keys: full access, for two methods, and deleted', async (t) => {
  const devnet = await start(t)
  const full = 101_765_125_000n
  await burns(t, devnet, alice, [actions.addFullAccessKey(key)], {
    send: full,
    run: full,
    usage: 82n,
  })
  // Two names with a byte after each: 2 + 3.
  const limited = 102_217_625_000n + 5n * 1_925_331n
  const names = 4n + (4n + 1n) + (4n + 2n)
  const permission = 1n + (1n + 16n) + (4n + BigInt(bob.length)) + names
  await burns(t, devnet, alice, [actions.addFunctionCallAccessKey(other, bob, ['a', 'bc'], near)], {
    send: limited,
    run: limited,
    usage: 33n + 8n + permission + 40n,
  })
  const removal = 94_946_625_000n
  await burns(t, devnet, alice, [actions.deleteKey(key)], {
    send: removal,
    run: removal,
    usage: -82n,
  })
})

test('contracts: own code, a global contract and its use by hash and by account', async (t) => {
  const devnet = await start(t)
  const base = 184_765_750_000n
  await burns(t, devnet, alice, [actions.deployContract(code)], {
    send: base + codeBytes * 6_812_999n,
    run: base + codeBytes * 64_572_944n,
    usage: codeBytes,
  })
  for (const mode of ['codeHash', 'accountId'] as const) {
    const before = devnet.balanceYocto(alice)
    const outcome = await send(devnet, alice, [actions.deployGlobalContract(code, mode)])
    const burnt = {
      send: receipt + base + codeBytes * 6_812_999n,
      run: receipt + base + codeBytes * 70_000_000n,
    }
    t.deepEqual(gasOf(outcome), [burnt.send, burnt.run])
    const spent = before - devnet.balanceYocto(alice)
    t.is(spent, codeBytes * 10n ** 20n + (burnt.send + burnt.run) * 10n ** 8n)
  }
  const use = (bytes: bigint, usage: bigint): Burns => ({
    send: base + bytes * 6_812_999n,
    run: base + bytes * 64_572_944n,
    usage,
  })
  const hash = createHash('sha256').update(code).digest()
  await burns(
    t,
    devnet,
    alice,
    [actions.useGlobalContract({ codeHash: hash })],
    use(32n, 32n - codeBytes),
  )
  await burns(
    t,
    devnet,
    alice,
    [actions.useGlobalContract({ accountId: alice })],
    use(BigInt(alice.length), BigInt(alice.length) - 32n),
  )
})

test('a call: by name and argument bytes, then loading by code bytes, then what runs', async (t) => {
  const devnet = await start(t)
  await send(devnet, alice, [actions.deployContract(code)])
  const call = (args: number) => actions.functionCall('m', new Uint8Array(args), 10n ** 13n, 0n)
  const loading = 35_445_963n + 1_089_295n * codeBytes
  for (const args of [0, 100]) {
    const bytes = 1n + BigInt(args)
    // The empty function costs its frame of 64 bytes, an operator for every eight.
    const frame = 8n * 822_756n
    await burns(t, devnet, alice, [call(args)], {
      send: 200_000_000_000n + bytes * 2_235_934n,
      run: 780_000_000_000n + bytes * 2_235_934n + loading + frame,
    })
  }
  const sender = devnet.accounts.get(bob)
  if (sender === undefined) throw new Error('no such account')
  const outcome = outcomeOf(await sendActions(devnet, sender, alice, [call(100)]))
  t.deepEqual(gasOf(outcome), [
    receipt + 200_000_000_000n + 101n * 47_683_715n,
    receipt + 780_000_000_000n + 101n * 2_235_934n + loading + 8n * 822_756n,
  ])
})

test('a stake, a delegate and the end of an account', async (t) => {
  const devnet = await start(t)
  const account = devnet.accounts.get('test.near') ?? devnet.root
  const staked = outcomeOf(
    await sendActions(devnet, account, 'test.near', [actions.stake(60_000_000n * near, key)]),
  )
  t.deepEqual(gasOf(staked), [receipt + 141_715_687_500n, receipt + 102_217_625_000n])

  const child = await devnet.createAccount('child.test.near', near)
  const ended = outcomeOf(
    await sendActions(devnet, child, child.accountId, [actions.deleteAccount(bob)]),
  )
  t.deepEqual(gasOf(ended), [receipt + 147_489_000_000n, receipt + 147_489_000_000n])
  t.is(usageOf(devnet, child.accountId), 0n)
  t.is(devnet.chain.state({ kind: 'head' })?.account(child.accountId), undefined)
})
