/** How many of the waiting transactions one block takes. */
import { createDevnet, type Devnet } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import { actions, KeyPairSigner, Transaction } from 'near-api-js'
import { near } from '../../support/units.js'

const names = ['a', 'b', 'c'].map((name) => `${name}.test.near`)
type Actions = Transaction['actions']
/** What a signed transaction of one account to itself has beside the code that it deploys. */
const deployOverhead = 4 + 11 + 1 + 32 + 8 + 4 + 11 + 32 + 4 + 1 + 4 + 1 + 64

async function start(t: ExecutionContext): Promise<Devnet> {
  const devnet = await createDevnet({
    accounts: Object.fromEntries(names.map((id) => [id, { balanceYocto: 100n * near }])),
  })
  t.teardown(devnet.close)
  return devnet
}

async function sign(
  devnet: Devnet,
  name: string,
  nonce: bigint,
  receiverId: string,
  list: Actions,
): Promise<Uint8Array> {
  const secret = devnet.accounts.get(name)?.secretKey.slice('ed25519:'.length)
  const signer = KeyPairSigner.fromSecretKey(`ed25519:${secret ?? ''}`)
  const { signedTransaction } = await signer.signTransaction(
    new Transaction({
      signerId: name,
      publicKey: await signer.getPublicKey(),
      nonce,
      receiverId,
      blockHash: devnet.chain.head().header.hash,
      actions: list,
    }),
  )
  return signedTransaction.encode()
}

/** Sends all at once; gives how many transactions each block from then on took, up to the last. */
async function taken(devnet: Devnet, signed: readonly Uint8Array[]): Promise<readonly number[]> {
  const before = devnet.chain.head().header.height
  await Promise.all(
    signed.map((bytes) =>
      devnet.request('send_tx', {
        signed_tx_base64: Buffer.from(bytes).toString('base64'),
        wait_until: 'FINAL',
      }),
    ),
  )
  const counts: number[] = []
  for (let height = before + 1n; height <= devnet.chain.head().header.height; height++)
    counts.push(devnet.chain.block({ kind: 'height', height })?.transactions.length ?? 0)
  return counts.slice(0, counts.findLastIndex((count) => count > 0) + 1)
}

test('the transactions of a block have at most 4 MiB', async (t) => {
  const limit = 4_194_304
  const third = Math.floor(limit / 3) - deployOverhead
  const last = limit - 2 * (third + deployOverhead) - deployOverhead
  for (const [extra, expected] of [
    [0, [3]],
    [1, [2, 1]],
  ] as const) {
    const devnet = await start(t)
    const sizes = [third, third, last + extra]
    const signed = await Promise.all(
      names.map((name, i) =>
        sign(devnet, name, 1n, name, [actions.deployContract(new Uint8Array(sizes[i] ?? 0))]),
      ),
    )
    const all = signed.reduce((sum, { length }) => sum + length, 0)
    t.is(all, limit + extra)
    t.deepEqual(await taken(devnet, signed), expected)
  }
})

test('a block takes transactions until they have burnt 500 Tgas', async (t) => {
  const devnet = await start(t)
  const [name = ''] = names
  const transfers = Array.from({ length: 100 }, () => actions.transfer(1n))
  const signed: Uint8Array[] = []
  for (let nonce = 1n; nonce <= 46n; nonce++)
    signed.push(await sign(devnet, name, nonce, 'b.test.near', transfers))
  // 43 stay below the limit, and so the 44th is taken, which goes past it.
  const each = 108_059_500_000n + 100n * 115_123_062_500n
  t.true(43n * each < 500n * 10n ** 12n && 44n * each > 500n * 10n ** 12n)
  t.deepEqual(await taken(devnet, signed), [44, 2])
})
