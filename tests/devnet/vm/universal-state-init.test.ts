/** The two host functions of universal accounts (NEP-655), from a contract on protocol 88. */
import { createDevnet, type Devnet, type DevnetAccount } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import { compileText } from '../../support/compile-fixture.js'
import { near } from '../../support/units.js'
import { idOf, mlDsaHandle, newKey, stateInit } from '../runtime/universal-fixture.js'

const contractId = 'c.test.near'
const source = `declare const env: unknown
  export function id() {
    env.input(0n)
    env.write_register(1n, 'untouched')
    const status = env.universal_state_init_to_account_id(env.read_register(0n), 1n)
    env.value_return(status + ' ' + String.fromCharCode(...env.read_register(1n)))
  }
  const make = (to: string) => {
    env.input(0n)
    const promise = env.promise_batch_create(to)
    env.promise_batch_action_universal_state_init(promise, env.read_register(0n), ${2n * near}n)
    env.promise_return(promise)
  }
  export function make_own() {
    env.input(0n)
    env.universal_state_init_to_account_id(env.read_register(0n), 1n)
    make(String.fromCharCode(...env.read_register(1n)))
  }
  export function make_other() { make('other.test.near') }
  export function joint() {
    const both = env.promise_and(env.promise_batch_create('a.near'), env.promise_batch_create('b.near'))
    env.promise_batch_action_universal_state_init(both, '', 0n)
  }
  export function send() {
    env.input(0n)
    const promise = env.promise_batch_create(String.fromCharCode(...env.read_register(0n)))
    env.promise_batch_action_transfer(promise, 1n)
  }`

async function start(
  t: ExecutionContext,
  profile: '87' | '88' = '88',
): Promise<{ devnet: Devnet; contract: DevnetAccount; wasm: Uint8Array }> {
  const { wasm } = await compileText(source, { profile: '88' })
  const devnet = await createDevnet({
    profile,
    accounts: { [contractId]: { balanceYocto: 100n * near } },
  })
  t.teardown(devnet.close)
  const contract = devnet.accounts.get(contractId)
  if (contract === undefined) throw new Error('no account')
  await devnet.deploy(contract, wasm)
  return { devnet, contract, wasm }
}

const unsorted = stateInit({
  data: [
    ['b', '2'],
    ['a', '1'],
  ],
})

test('the id of canonical bytes, and a status for others, for what the parameter table says', async (t) => {
  const { devnet, contract } = await start(t)
  const handle = mlDsaHandle(new Uint8Array(32).fill(0x11))
  const vector = stateInit({ keys: [handle] })
  for (const [bytes, answer] of [
    [stateInit({}), '0 0u1kajgpx8a97y8ap8y03pvt8kbm2p2cn9k5h17bgw1wa21j88865g'],
    [vector, '0 0ux8te7g99f9kqzdtp9h4qnwt9aczpgayymmtbdc50w199rcw3at1g'],
    [Uint8Array.of(1), '1 untouched'],
    [unsorted, '2 untouched'],
  ] as const) {
    const called = await devnet.call(contract, contractId, 'id', bytes)
    t.is(new TextDecoder().decode(called.value), answer)
    const profile = called.receipts[0]?.gasProfile ?? {}
    t.is(profile.UNIVERSAL_STATE_INIT_TO_ACCOUNT_ID_BASE, 8_900_000_000n)
    const perByte = profile.UNIVERSAL_STATE_INIT_TO_ACCOUNT_ID_BYTE
    t.is(perByte, 83_100_000n * BigInt(bytes.length))
  }
  // It reads nothing of the chain, so views may ask too.
  const viewed = await devnet.viewRaw(contractId, 'id', stateInit({}))
  t.regex(new TextDecoder().decode(viewed), /^0 0u1kajgpx8/)
})

test('a contract makes an account: its fees, what the account gets, and what returns', async (t) => {
  const { devnet, contract } = await start(t)
  const key = newKey('contract')
  const bytes = stateInit({ data: [['k', 'v'.repeat(900)]], keys: [key.handle] })
  const id = idOf(bytes)
  const made = await devnet.call(contract, contractId, 'make_own', bytes)
  t.true(made.ok, JSON.stringify(made.failure))
  const profile = made.receipts[0]?.gasProfile ?? {}
  t.is(profile.UNIVERSAL_STATE_INIT_BASE, 500_000_000_000n)
  t.is(profile.UNIVERSAL_STATE_INIT_BYTE, 78_000_000n * BigInt(bytes.length))
  t.is(profile.UNIVERSAL_STATE_INIT_ENTRY, 3_100_000_000n)
  t.is(profile.ADD_FULL_ACCESS_KEY, 101_765_125_000n)
  // 100 for the account, 33 + 9 + 40 for the key, 1 + 900 + 40 for the record: over 770, so a stake is due.
  const usage = 100n + 82n + 941n
  const account = devnet.chain.state({ kind: 'head' })?.account(id)
  t.is(account?.storageUsage, usage)
  t.is(account?.amountYocto, usage * 10n ** 19n)
  // Again: the account lacks nothing and gets nothing.
  const again = await devnet.call(contract, contractId, 'make_own', bytes)
  t.true(again.ok)
  t.is(devnet.balanceYocto(id), usage * 10n ** 19n)
})

test('the new receipt is where wrong bytes and wrong receivers are found', async (t) => {
  const { devnet, contract } = await start(t)
  const refused = async (bytes: Uint8Array) => {
    const called = await devnet.call(contract, contractId, 'make_other', bytes)
    const { ActionError } = called.failure as { ActionError: { kind: unknown } }
    return { kind: ActionError.kind, profile: called.receipts[0]?.gasProfile ?? {} }
  }
  const right = stateInit({ keys: [newKey('wrong').handle] })
  t.deepEqual((await refused(right)).kind, {
    NewReceiptValidationError: {
      ActionsValidation: {
        InvalidUniversalStateInitReceiver: {
          receiver_id: 'other.test.near',
          derived_id: idOf(right),
        },
      },
    },
  })
  // Bytes that cannot pass are charged for all that could be in them: 24 bytes hold 3 entries or 1 key.
  t.is(unsorted.length, 1 + 1 + 4 + 2 * 10 + 4)
  const { profile } = await refused(unsorted)
  t.is(profile.UNIVERSAL_STATE_INIT_ENTRY, 3n * 3_100_000_000n)
  t.is(profile.ADD_FULL_ACCESS_KEY, 101_765_125_000n)
  const joint = await devnet.call(contract, contractId, 'joint', {})
  t.regex(JSON.stringify(joint.failure), /Actions can only be appended to non-joint promise/)
})

test('protocol 87 does not link them, and refuses transfers of contracts to such ids', async (t) => {
  const { devnet, contract } = await start(t, '87')
  const unlinked = await devnet.call(contract, contractId, 'send', 'x')
  t.regex(JSON.stringify(unlinked.failure), /Link Error: unknown or invalid import/)
  const { wasm } = await compileText(
    `declare const env: unknown
    export function send() {
      env.input(0n)
      env.promise_batch_action_transfer(env.promise_batch_create(env.read_register(0n)), 1n)
    }`,
    { profile: '87' },
  )
  await devnet.deploy(contract, wasm)
  const id = idOf(stateInit({}))
  const { failure } = await devnet.call(contract, contractId, 'send', Buffer.from(id))
  t.deepEqual((failure as { ActionError: { kind: object } }).ActionError.kind, {
    NewReceiptValidationError: {
      ActionsValidation: { TransferToUniversalAccountNotAllowed: { account_id: id } },
    },
  })
})
