import { keccak_256 } from '@noble/hashes/sha3.js'
import test from 'ava'
import { actions } from 'near-api-js'
import { compileText, deployedId, deployOnDevnet } from '../../support/compile-fixture.js'
import { sendActions } from '../../support/transactions.js'
import { near } from '../../support/units.js'

const bytePrice = 10n ** 19n

/** Borsh of a NEP-616 state init with code by account id, by hand. */
function encodeStateInit(
  codeOwner: string,
  entries: readonly (readonly [string, string])[],
): Uint8Array {
  const u32 = (value: number) => Uint8Array.of(value & 255, value >> 8, 0, 0)
  const text = (value: string) => [...u32(value.length), ...new TextEncoder().encode(value)]
  return Uint8Array.from([
    0,
    1,
    ...text(codeOwner),
    ...u32(entries.length),
    ...entries.flatMap(([key, value]) => [...text(key), ...text(value)]),
  ])
}

function idOf(stateInit: Uint8Array): string {
  return `0s${Buffer.from(keccak_256(stateInit).subarray(12)).toString('hex')}`
}

const entries = [
  ['a', 'f'.repeat(800)],
  ['bb', 'second'],
] as const

async function start() {
  const id = idOf(encodeStateInit(deployedId, entries))
  const source = `declare const env: unknown
    export function read() { env.storage_read('bb', 1n); env.value_return(env.read_register(1n)) }
    const init = (id: string, keys: string[][]) => {
      const p = env.promise_batch_create(id)
      const at = env.promise_batch_action_state_init_by_account_id(p, '${deployedId}', ${near}n)
      for (const [key, value] of keys) env.set_state_init_data_entry(p, at, key, value)
      env.promise_return(p)
    }
    export function make() { init('${id}', [['bb', 'second'], ['a', 'f'.repeat(800)]]) }
    export function other() { init('${id}', [['a', 'changed']]) }
    export function twice() { init('${id}', [['a', 'first'], ['a', 'first']]) }
    export function astray() {
      const p = env.promise_batch_create('${id}')
      env.set_state_init_data_entry(p, 3n, 'a', 'b')
    }`
  const { wasm } = await compileText(source)
  const fixture = await deployOnDevnet(wasm)
  const { devnet, user, contract } = fixture
  // The code must be there as a global contract before anything can be made of it.
  await sendActions(devnet, contract, deployedId, [actions.deployGlobalContract(wasm, 'accountId')])
  const call = (method: string) => devnet.call(user, deployedId, method, {})
  return { devnet, id, call }
}

test('a promised state init makes the account whose id it hashes to, and keeps the stake it needs', async (t) => {
  const { devnet, id, call } = await start()
  const made = await call('make')
  t.true(made.ok, JSON.stringify(made.failure))
  // Since protocol 85 most of what an account costs is for executing.
  t.is(made.receipts[0]?.gasProfile.DETERMINISTIC_STATE_INIT_BASE, 500_000_000_000n)
  t.is(made.receipts[0]?.gasProfile.DETERMINISTIC_STATE_INIT_BYTE, 72_000_000n * 809n)
  t.is(new TextDecoder().decode(await devnet.viewRaw(id, 'read', new Uint8Array())), 'second')
  const account = devnet.chain.state({ kind: 'head' })?.account(id)
  // Over 770 bytes a stake is due: 100 for the account, the code's name, and 40 more than its bytes for each record.
  const usage = 100n + BigInt(deployedId.length) + (1n + 800n + 40n) + (2n + 6n + 40n)
  t.is(account?.storageUsage, usage)
  t.is(account?.amountYocto, usage * bytePrice)
  t.deepEqual(account?.globalContract, { kind: 'accountId', accountId: deployedId })
  // Again: nothing changes and the whole deposit comes back.
  const before = devnet.balanceYocto(deployedId)
  const again = await call('make')
  t.true(again.ok)
  t.deepEqual(devnet.chain.state({ kind: 'head' })?.account(id), account)
  t.true(devnet.balanceYocto(deployedId) >= before)
})

test('a state init of something else, a double entry and a wrong index are refused', async (t) => {
  const { devnet, id, call } = await start()
  const refused = async (method: string) => JSON.stringify((await call(method)).failure)
  t.regex(await refused('other'), /InvalidDeterministicStateInitReceiver.*derived_id/)
  t.regex(await refused('twice'), /Data entry already exists|DataEntryAlreadyExists/)
  t.regex(await refused('astray'), /Invalid action index|InvalidActionIndex/)
  t.is(devnet.chain.state({ kind: 'head' })?.account(id), undefined)
})
