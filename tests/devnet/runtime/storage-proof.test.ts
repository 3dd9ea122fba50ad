/** The limits on how much state one receipt and one block may read, and what nodes of it cost. */
import type { ProfileName } from '@research-hub/devnet'
import { decodeSignedTransaction } from '@research-hub/devnet/internal/primitives/transaction-codec'
import test, { type ExecutionContext } from 'ava'
import { signedTransaction, sized, u64, u128 } from '../../support/borsh.js'
import { compileText } from '../../support/compile-fixture.js'
import { tgas } from '../../support/units.js'
import { action, type Fixture, newKey, start } from './universal-fixture.js'

const userId = 'user.test.near'
const source = `declare const env: unknown
  export function put() {
    env.input(0n)
    const bytes = env.read_register(0n)
    env.storage_write(String.fromCharCode(bytes[0]), bytes, 1n)
  }
  export function get() {
    env.input(0n)
    for (const byte of env.read_register(0n)) env.storage_read(String.fromCharCode(byte), 1n)
  }`

function call(method: string, args: Uint8Array | string, gas = 250n * tgas): Uint8Array {
  return Buffer.concat([Uint8Array.of(2), sized(method), sized(args), u64(gas), u128(0n)])
}

/** The user's account with a contract that keeps a value of that length under each of the keys. */
async function withValues(
  t: ExecutionContext,
  profile: ProfileName,
  keys: string,
  valueBytes: number,
): Promise<Fixture> {
  const fixture = await start(t, {
    profile,
    accounts: { [userId]: { balanceYocto: 1_000n * 10n ** 24n } },
  })
  const { wasm } = await compileText(source, { profile })
  t.is((await fixture.send(userId, [action.deploy(wasm)])).failure, undefined)
  for (const key of keys) {
    const { failure } = await fixture.send(userId, [call('put', key.padEnd(valueBytes, '.'))])
    t.is(failure, undefined)
  }
  return fixture
}

const exceeded = {
  FunctionCallError: {
    ExecutionError:
      'Size of the recorded trie storage proof has exceeded the allowed limit (4.0 MB)',
  },
}

test('a receipt reads 4 MB of state at most; before protocol 86 each call did', async (t) => {
  const { send } = await withValues(t, '86', 'abcde', 900_000)
  t.is((await send(userId, [call('get', 'abcd')])).failure, undefined)
  t.is((await send(userId, [call('get', 'aaabbbcccddd')])).failure, undefined)
  t.deepEqual((await send(userId, [call('get', 'abcde')])).failure, exceeded)
  const parts = [call('get', 'abc', 120n * tgas), call('get', 'de', 120n * tgas)]
  t.deepEqual((await send(userId, parts)).failure, exceeded)

  const classic = await withValues(t, 'classic', 'abcde', 900_000)
  t.is((await classic.send(userId, parts)).failure, undefined)
  t.deepEqual((await classic.send(userId, [call('get', 'abcde')])).failure, exceeded)
})

test('since protocol 87 the other actions of a receipt count too', async (t) => {
  // Four values leave 1,700 bytes for the nodes on the way to them; a removal weighs 2,000.
  const key = newKey('second').handle
  for (const [profile, failure] of [
    ['86', undefined],
    ['87', { ReceiptStorageProofSizeExceeded: { limit: 4_000_000 } }],
  ] as const) {
    const { send } = await withValues(t, profile, 'abcd', 999_575)
    t.is((await send(userId, [action.addFullAccessKey(key)])).failure, undefined)
    t.is((await send(userId, [call('get', 'abcd')])).failure, undefined)
    const sent = await send(userId, [call('get', 'abcd'), action.deleteKey(key)])
    t.deepEqual(sent.failure, failure)
  }
})

test('a block whose receipts have read over 4 MB leaves the rest for the next', async (t) => {
  const { devnet, user } = await withValues(t, '86', 'abcdefg', 900_000)
  const { height } = devnet.chain.head().header
  for (const [i, keys] of ['ab', 'cd', 'ef', 'g'].entries()) {
    const signed = signedTransaction(devnet, {
      signerId: userId,
      secretKey: user.secretKey,
      nonce: BigInt(9 + i),
      receiverId: userId,
      actions: [call('get', keys)],
    })
    devnet.chain.submit(decodeSignedTransaction(Buffer.from(signed, 'base64')))
  }
  const produce = (): number => {
    const { outcomeIds } = devnet.chain.produceBlock(
      devnet.chain.head().header.timestampNs + 1_000_000_000n,
    )
    return outcomeIds.filter((id) => devnet.chain.receipt(id)?.predecessorId === userId).length
  }
  t.is(produce(), 3)
  t.is(produce(), 1)
  t.is(devnet.chain.head().header.height, height + 2n)
})

test('the profile tells nodes read for the first time in a block from those read again', async (t) => {
  const { send } = await withValues(t, '86', 'ab', 10)
  const costs = async (actions: readonly Uint8Array[]): Promise<ReadonlyMap<string, number>> => {
    const { outcomes } = await send(userId, actions)
    const found = outcomes[1] as unknown as {
      readonly outcome: {
        readonly metadata: {
          readonly gas_profile: readonly { readonly cost: string; readonly gas_used: string }[]
        }
      }
    }
    return new Map(
      found.outcome.metadata.gas_profile.map(({ cost, gas_used }) => [
        cost,
        Number(gas_used) / 2_280_000_000,
      ]),
    )
  }
  const one = await costs([call('put', 'a', 100n * tgas)])
  const both = await costs([call('put', 'a1', 100n * tgas), call('put', 'b1', 100n * tgas)])
  t.is(one.get('READ_CACHED_TRIE_NODE'), undefined)
  const nodes = one.get('TOUCHING_TRIE_NODE') ?? 0
  t.true(nodes > 4)
  // The second key has a leaf and a value of its own, and shares the way to them.
  t.is(both.get('TOUCHING_TRIE_NODE'), nodes + 2)
  t.is(both.get('READ_CACHED_TRIE_NODE'), nodes - 2)
})
