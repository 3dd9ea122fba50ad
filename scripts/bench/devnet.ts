/** Speed of the embedded chain beside the signature check that every transaction needs anyway. */
import { createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createDevnet, type Devnet, type DevnetAccount } from '@research-hub/devnet'
import { actions, KeyPairSigner, Transaction } from 'near-api-js'
import { readWasm } from '../demo/chain.js'
import { sandboxStartMs } from './sandbox-start.js'
import { median, printTable, ratio } from './table.js'

const near = 10n ** 24n

export async function benchDevnet(): Promise<void> {
  const starts: number[] = []
  for (let i = 0; i < 7; i++) {
    const startedAt = performance.now()
    await (await createDevnet()).close()
    starts.push(performance.now() - startedAt)
  }
  const sandboxStarts: number[] = []
  for (let i = 0; i < 5; i++) sandboxStarts.push(await sandboxStartMs())
  const checks = signatureChecksPerSecond()
  const devnet = await createDevnet({ rootAccountId: 'hub.near' })
  const account = await devnet.createAccount('channels.hub.near', 100_000n * near)
  const transfers = await transfersPerSecond(devnet, account, 100)
  const lonelyTransfers = await transfersPerSecond(devnet, account, 1)
  await devnet.deploy(account, readWasm('channels'))
  await devnet.call(account, 'channels.hub.near', 'init', {
    owner_id: 'hub.near',
    guardian_id: 'hub.near',
    fee_bps: 0,
    fee_recipient_id: 'hub.near',
  })
  const callOnce = (): Promise<unknown> =>
    devnet.call(account, 'channels.hub.near', 'storage_deposit', {}, { depositYocto: near })
  await perSecond(100, callOnce)
  const calls = await perSecond(300, callOnce)
  const views: number[] = []
  for (let i = 0; i < 200; i++) {
    const startedAt = performance.now()
    await devnet.view('channels.hub.near', 'params')
    views.push(performance.now() - startedAt)
  }
  await devnet.close()
  const history = await historyIndependence()
  printTable('Devnet, one core', [
    ['', 'figure', 'to one bare ed25519 check'],
    [
      'start, ms (median of 7)',
      median(starts).toFixed(1),
      ratio((median(starts) / 1000) * checks, 1),
    ],
    [
      'sandbox drop-in, spawn to first answer, ms (median of 5)',
      median(sandboxStarts).toFixed(0),
      ratio((median(sandboxStarts) / 1000) * checks, 1),
    ],
    ['bare ed25519 checks a second (node:crypto)', checks.toFixed(0), '1.00 x'],
    ['signed transfers a second, 100 at a time', transfers.toFixed(0), ratio(checks, transfers)],
    [
      'the same, each waited for before the next',
      lonelyTransfers.toFixed(0),
      ratio(checks, lonelyTransfers),
    ],
    ['signed contract calls a second', calls.toFixed(0), ratio(checks, calls)],
    [
      'view call, ms (median of 200)',
      median(views).toFixed(2),
      ratio((median(views) / 1000) * checks, 1),
    ],
  ])
  printTable('Devnet, length of history', [
    ['', `blocks ${history.early}`, `blocks ${history.late}`, 'late to early'],
    [
      `a call that fails, signed, with its blocks, ms (median of ${historyCalls})`,
      history.earlyMs.toFixed(2),
      history.lateMs.toFixed(2),
      ratio(history.lateMs, history.earlyMs),
    ],
    [
      'heap, MB',
      history.earlyMb.toFixed(0),
      history.lateMb.toFixed(0),
      ratio(history.lateMb, history.earlyMb),
    ],
  ])
}

type History = {
  readonly early: string
  readonly late: string
  readonly earlyMs: number
  readonly lateMs: number
  readonly earlyMb: number
  readonly lateMb: number
}

const historyCalls = 300

/** Blocks and outcomes are kept for 10,000 blocks, so both windows lie past that. */
async function historyIndependence(): Promise<History> {
  const devnet = await createDevnet()
  const measure = async (): Promise<readonly [number, number]> => {
    const times: number[] = []
    for (let i = 0; i < historyCalls; i++) {
      const startedAt = performance.now()
      await devnet.call(devnet.root, 'test.near', 'absent', {})
      times.push(performance.now() - startedAt)
    }
    collectGarbage()
    return [median(times), process.memoryUsage().heapUsed / 1e6]
  }
  const heightOf = (): bigint => devnet.chain.head().header.height
  const window = async (): Promise<readonly [string, number, number]> => {
    const from = heightOf()
    const [ms, mb] = await measure()
    return [`${from}-${heightOf()}`, ms, mb]
  }
  // A window that does not count: until then the compiler is still at work.
  devnet.produceBlocks(6_000)
  await measure()
  devnet.produceBlocks(6_000)
  const [early, earlyMs, earlyMb] = await window()
  devnet.produceBlocks(36_000)
  const [late, lateMs, lateMb] = await window()
  await devnet.close()
  return { early, late, earlyMs, lateMs, earlyMb, lateMb }
}

function signatureChecksPerSecond(): number {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const message = new Uint8Array(200)
  const signature = sign(null, message, privateKey)
  const key = createPublicKey(publicKey.export({ format: 'pem', type: 'spki' }))
  const startedAt = performance.now()
  const count = 3000
  for (let i = 0; i < count; i++) verify(null, message, key, signature)
  return (count * 1000) / (performance.now() - startedAt)
}

/** Transactions signed beforehand, sent as JSON-RPC would so many at a time, waited for until final. */
async function transfersPerSecond(
  devnet: Devnet,
  account: DevnetAccount,
  atOnce: number,
): Promise<number> {
  const signer = KeyPairSigner.fromSecretKey(
    `ed25519:${account.secretKey.slice('ed25519:'.length)}`,
  )
  const publicKey = await signer.getPublicKey()
  const { header } = devnet.chain.head()
  const count = 3000
  const signed: string[] = []
  for (let i = 1; i <= count; i++) {
    const transaction = new Transaction({
      signerId: account.accountId,
      publicKey,
      nonce: header.height * 1_000_000n + 100_000n + BigInt(i),
      receiverId: 'hub.near',
      blockHash: header.hash,
      actions: [actions.transfer(1n)],
    })
    const { signedTransaction } = await signer.signTransaction(transaction)
    signed.push(Buffer.from(signedTransaction.encode()).toString('base64'))
  }
  const send = (text: string): Promise<unknown> =>
    devnet.request('send_tx', { signed_tx_base64: text, wait_until: 'FINAL' })
  let at = 0
  const sendNext = async (): Promise<void> => {
    await Promise.all(signed.slice(at, at + atOnce).map(send))
    at += atOnce
  }
  // The first third is for the compiler.
  await perSecond(count / 3 / atOnce, sendNext)
  return atOnce * (await perSecond((2 * count) / 3 / atOnce, sendNext))
}

/** Without it the figure would show what has not been collected yet. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('this engine gives no collector')
  collect()
}

async function perSecond(count: number, work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now()
  for (let i = 0; i < count; i++) await work()
  return (count * 1000) / (performance.now() - startedAt)
}
