/** Blocks fill by compute, which for storage, deployments and global contracts is far more than the gas. */
import { createHash } from 'node:crypto'
import type { ProfileName } from '@research-hub/devnet'
import { decodeSignedTransaction } from '@research-hub/devnet/internal/primitives/transaction-codec'
import test, { type ExecutionContext } from 'ava'
import { signedTransaction, sized, u64, u128 } from '../../support/borsh.js'
import { compileText } from '../../support/compile-fixture.js'
import { tgas } from '../../support/units.js'
import { assemble } from '../vm/assemble.js'
import { action, type Fixture, type Outcome, start } from './universal-fixture.js'

const userId = 'user.test.near'
const blockLimit = 1_000n * tgas

async function startWith(t: ExecutionContext, profile: ProfileName): Promise<Fixture> {
  return start(t, { profile, accounts: { [userId]: { balanceYocto: 10_000n * 10n ** 24n } } })
}

function call(method: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(2), sized(method), sized(''), u64(290n * tgas), u128(0n)])
}

/** Queues transactions to the user's own account, and counts what ran block by block. */
function blocksOf(
  { devnet, user }: Fixture,
  firstNonce: number,
  transactions: readonly (readonly Uint8Array[])[],
): number[] {
  for (const [i, actions] of transactions.entries()) {
    const signed = signedTransaction(devnet, {
      signerId: userId,
      secretKey: user.secretKey,
      nonce: BigInt(firstNonce + i),
      receiverId: userId,
      actions,
    })
    devnet.chain.submit(decodeSignedTransaction(Buffer.from(signed, 'base64')))
  }
  const blocks: number[] = []
  for (let left = transactions.length; left > 0; ) {
    const { outcomeIds } = devnet.chain.produceBlock(
      devnet.chain.head().header.timestampNs + 1_000_000_000n,
    )
    const ran = outcomeIds.filter((id) => devnet.chain.receipt(id)?.predecessorId === userId).length
    blocks.push(ran)
    left -= ran
  }
  return blocks
}

const looking = `declare const env: unknown
  export function look() { for (let i = 0; i < 1500; i++) env.storage_has_key('key') }`
const lookingExtra =
  1_500n * (158_000_000_000n - 54_039_896_625n + 3n * (10_000_000n - 30_790_845n))

const gasOf = (outcome: Outcome | undefined): bigint => BigInt(outcome?.outcome.gas_burnt ?? 0)

/** How many receipts of that weight run until the block is full; all transactions come first. */
function fitting(outcomes: readonly Outcome[], extra: bigint, count: number): number {
  const left = blockLimit - gasOf(outcomes[0]) * BigInt(count)
  const each = gasOf(outcomes[1]) + extra
  return Number((left + each - 1n) / each)
}

test('looking for keys fills a block two and a half times as fast as its gas', async (t) => {
  const { wasm } = await compileText(looking)
  for (const profile of ['86', 'classic'] as const) {
    const fixture = await startWith(t, profile)
    t.is((await fixture.send(userId, [action.deploy(wasm)])).failure, undefined)
    const { failure, outcomes } = await fixture.send(userId, [call('look')])
    t.is(failure, undefined)
    const extra = 1_500n * (158_000_000_000n - 54_039_896_625n + 3n * (10_000_000n - 30_790_845n))
    const expected = fitting(outcomes, extra, 6)
    t.true(expected < 6 && fitting(outcomes, 0n, 6) > 6)
    t.deepEqual(blocksOf(fixture, 3, new Array(6).fill([call('look')])), [expected, 6 - expected])
  }
})

test('a block takes in few contracts', async (t) => {
  const wasm = assemble({ functions: [{ type: 0, code: [] }], exports: { main: 0 } })
  const fixture = await startWith(t, '86')
  const { outcomes } = await fixture.send(userId, [action.deploy(wasm)])
  const deployments = new Array(60).fill([action.deploy(wasm)])
  const gas = 184_765_750_000n + 64_572_944n * BigInt(wasm.length)
  const compute = 20n * tgas + 250_000_000n * BigInt(wasm.length)
  const expected = fitting(outcomes, compute - gas, 60)
  t.is(expected, 49)
  t.deepEqual(blocksOf(fixture, 2, deployments), [expected, 60 - expected])

  const classic = await startWith(t, 'classic')
  t.deepEqual(blocksOf(classic, 1, deployments), [60])
})

test('global contracts that come in fill a block too', async (t) => {
  const codes = Array.from({ length: 60 }, (_, i) =>
    assemble({
      functions: [{ type: 0, code: [] }],
      exports: { main: 0 },
      extra: [0, 3, 1, 0x70, i],
    }),
  )
  const [{ length } = new Uint8Array()] = codes
  const each = 20n * tgas + 250_000_000n * BigInt(length)
  const expected = Number((blockLimit + each - 1n) / each)
  t.is(expected, 50)
  for (const [profile, arrivals] of [
    ['86', [expected, 60]],
    ['classic', [60, 60]],
  ] as const) {
    const fixture = await startWith(t, profile)
    const { devnet } = fixture
    const byHash = Uint8Array.of(0)
    const deployments = codes.map((code) => [
      Buffer.concat([Uint8Array.of(9), sized(code), byHash]),
    ])
    t.deepEqual(blocksOf(fixture, 1, deployments), [60])
    for (const arrived of arrivals) {
      devnet.chain.produceBlock(devnet.chain.head().header.timestampNs + 1_000_000_000n)
      const state = devnet.chain.state({ kind: 'head' })
      const known = codes.filter((code) => {
        const codeHash = createHash('sha256').update(code).digest()
        return state?.globalCode({ kind: 'codeHash', codeHash }) !== undefined
      })
      t.is(known.length, arrived)
    }
  }
})

test('removing the nonces of gas keys fills a block as removing records does', async (t) => {
  const { wasm } = await compileText(looking)
  const fixture = await startWith(t, '86')
  t.is((await fixture.send(userId, [action.deploy(wasm)])).failure, undefined)
  const nonces = 900
  const permission = Buffer.concat([
    Uint8Array.of(3),
    u128(0n),
    Uint8Array.of(nonces & 255, nonces >> 8),
  ])
  const keys = [1, 2, 3].map((fill) =>
    Buffer.concat([Uint8Array.of(0), new Uint8Array(32).fill(fill)]),
  )
  for (const key of keys) {
    const add = Buffer.concat([Uint8Array.of(5), key, u64(0n), permission])
    t.is((await fixture.send(userId, [add])).failure, undefined)
  }
  const [first = [], ...others] = keys.map((key) => [action.deleteKey(key)])
  const deletion = await fixture.send(userId, first)
  const look = await fixture.send(userId, [call('look')])
  t.is(deletion.failure ?? look.failure, undefined)

  // The column, the account, a separator, the key and the index.
  const keyBytes = 1n + BigInt(userId.length) + 1n + 33n + 2n
  const removal = 200_000_000_000n + keyBytes * 38_220_384n + 8n * 11_531_556n
  const looks = 6
  const sent = 2n * gasOf(deletion.outcomes[0]) + BigInt(looks) * gasOf(look.outcomes[0])
  const left = blockLimit - sent - 2n * gasOf(deletion.outcomes[1])
  const each = gasOf(look.outcomes[1]) + lookingExtra
  const looksIn = (room: bigint): number => Number((room + each - 1n) / each)
  const expected = looksIn(left - 2n * BigInt(nonces) * removal)
  t.true(looksIn(left) > expected)
  const transactions = [...others, ...new Array<readonly Uint8Array[]>(looks).fill([call('look')])]
  const blocks = blocksOf(fixture, 7, transactions)
  t.is(blocks[0], 2 + expected)
})
