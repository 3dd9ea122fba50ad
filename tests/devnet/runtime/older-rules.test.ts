/** What earlier protocols did otherwise, seen in the classic profile beside the present one. */
import { createHash } from 'node:crypto'
import { createDevnet, type Devnet, type DevnetOptions } from '@research-hub/devnet'
import { base58 } from '@scure/base'
import test, { type ExecutionContext } from 'ava'
import { actions, buildDelegateAction, KeyPair, KeyPairSigner } from 'near-api-js'
import { compileText } from '../../support/compile-fixture.js'
import { sendActions } from '../../support/transactions.js'
import { near } from '../../support/units.js'

const aliceId = 'alice.test.near'
type Profile = NonNullable<DevnetOptions['profile']>

async function start(t: ExecutionContext, profile: Profile): Promise<Devnet> {
  const devnet = await createDevnet({
    profile,
    seed: 'older rules',
    accounts: { [aliceId]: { balanceYocto: 100n * near } },
  })
  t.teardown(devnet.close)
  return devnet
}

type Outcome = {
  readonly gas_burnt: number
  readonly tokens_burnt: string
  readonly status: { readonly Failure?: { readonly ActionError: { readonly kind: unknown } } }
}

async function outcomesOf(sent: Promise<unknown>): Promise<readonly Outcome[]> {
  const { receipts_outcome: receipts } = (await sent) as {
    receipts_outcome: readonly { readonly outcome: Outcome }[]
  }
  return receipts.map(({ outcome }) => outcome)
}

function alice(devnet: Devnet) {
  const account = devnet.accounts.get(aliceId)
  if (account === undefined) throw new Error('no account')
  return account
}

test('until protocol 83 an ETH-implicit account held the name of the wallet as its code', async (t) => {
  const devnet = await start(t, 'classic')
  const id = `0x${'1f'.repeat(20)}`
  await sendActions(devnet, alice(devnet), id, [actions.transfer(near)])
  const code = Buffer.from('nearFAq9tQRbwJPTV3PQLn2F7AUD3FW2Fw1V8ZeZuazfeu1v')
  const query = (request_type: string): Promise<unknown> =>
    devnet.request('query', { request_type, finality: 'final', account_id: id })
  const hash = base58.encode(createHash('sha256').update(code).digest())
  // 100 for an account, 48 of code, 40 for a further record.
  t.like(await query('view_account'), { storage_usage: 188, code_hash: hash })
  t.like(await query('view_code'), { code_base64: code.toString('base64'), hash })
})

test('until protocol 83 the price of global storage burnt without a word in the outcome', async (t) => {
  const code = new Uint8Array(1000)
  const storageYocto = 1000n * 10n ** 20n
  for (const profile of ['classic', '86'] as const) {
    const devnet = await start(t, profile)
    const supply = devnet.chain.head().header.totalSupplyYocto
    const held = devnet.balanceYocto(aliceId)
    const deploy = actions.deployGlobalContract(code, 'codeHash')
    const [outcome] = await outcomesOf(sendActions(devnet, alice(devnet), aliceId, [deploy]))
    const forGas = BigInt(outcome?.gas_burnt ?? 0) * 100_000_000n
    t.is(BigInt(outcome?.tokens_burnt ?? 0), forGas + (profile === '86' ? storageYocto : 0n))
    const burnt = supply - devnet.chain.head().header.totalSupplyYocto
    t.is(held - devnet.balanceYocto(aliceId), burnt)
    t.true(burnt > storageYocto)
  }
})

test('until protocol 85 a deposit of a delegated call counted after receiver and method', async (t) => {
  const key = KeyPair.fromRandom('ed25519')
  const signer = new KeyPairSigner(key)
  for (const profile of ['classic', '86'] as const) {
    const devnet = await start(t, profile)
    const may = actions.addFunctionCallAccessKey(key.getPublicKey(), 'app.near', ['run'])
    await sendActions(devnet, alice(devnet), aliceId, [may])
    const refusal = async (receiverId: string, method: string): Promise<unknown> => {
      const state = devnet.chain.state({ kind: 'head' })
      const nonces = state?.accessKeys(aliceId).map(({ accessKey }) => accessKey.nonce) ?? []
      const most = nonces.reduce((a, b) => (a > b ? a : b), 0n)
      const delegateAction = buildDelegateAction({
        senderId: aliceId,
        receiverId,
        actions: [actions.functionCall(method, new Uint8Array(), 10n ** 12n, 1n)],
        nonce: most + 1n,
        maxBlockHeight: 1_000_000n,
        publicKey: key.getPublicKey(),
      })
      const { signedDelegate } = await signer.signDelegateAction(delegateAction)
      const relayed = [actions.signedDelegate(signedDelegate)]
      const [outcome] = await outcomesOf(sendActions(devnet, devnet.root, aliceId, relayed))
      return outcome?.status.Failure?.ActionError.kind
    }
    const deposit = { DelegateActionAccessKeyError: 'DepositWithFunctionCall' }
    const isOld = profile === 'classic'
    const receiver = { ReceiverMismatch: { tx_receiver: 'other.near', ak_receiver: 'app.near' } }
    const method = { MethodNameMismatch: { method_name: 'stop' } }
    t.deepEqual(await refusal('app.near', 'run'), deposit)
    t.deepEqual(
      await refusal('other.near', 'run'),
      isOld ? { DelegateActionAccessKeyError: receiver } : deposit,
    )
    t.deepEqual(
      await refusal('app.near', 'stop'),
      isOld ? { DelegateActionAccessKeyError: method } : deposit,
    )
  }
})

test('until protocol 83 a call could answer its own yield once, which then ran like any call', async (t) => {
  const { wasm } = await compileText(`declare const env: unknown
    export function run() {
      env.promise_yield_create('done', '', 10000000000000n, 0n, 0n)
      const first = env.promise_yield_resume(env.read_register(0n), 'yes')
      const second = env.promise_yield_resume(env.read_register(0n), 'no')
      env.log_utf8(first + ' ' + second)
    }
    export function done() {
      env.log_utf8(env.promise_results_count() + ' ' + env.promise_result(0n, 0n))
    }`)
  const devnet = await start(t, 'classic')
  await devnet.deploy(alice(devnet), wasm)
  const result = await devnet.call(devnet.root, aliceId, 'run', {})
  t.is(result.failure, undefined)
  t.deepEqual(result.logs, ['1 0', '1 1'])
})

test('a patched account that uses no storage can lose its code, keys and records', async (t) => {
  const devnet = await start(t, '86')
  const { wasm } = await compileText(`declare const env: unknown
    export function put() { env.storage_write('key', 'value', 0n) }
    export function drop() { env.storage_remove('key', 0n) }`)
  const account = alice(devnet)
  await devnet.deploy(account, wasm)
  await devnet.call(account, aliceId, 'put', {})
  const usage = (): bigint | undefined =>
    devnet.chain.state({ kind: 'head' })?.account(aliceId)?.storageUsage
  const clear = async (): Promise<void> => {
    const shown = (await devnet.request('query', {
      request_type: 'view_account',
      finality: 'final',
      account_id: aliceId,
    })) as { amount: string; locked: string; code_hash: string }
    const { amount, locked, code_hash } = shown
    const record = { amount, locked, code_hash, storage_usage: 0, version: 'V1' }
    await devnet.request('sandbox_patch_state', {
      records: [{ Account: { account_id: aliceId, account: record } }],
    })
    t.is(usage(), 0n)
  }
  await clear()
  t.true((await devnet.call(account, aliceId, 'drop', {})).ok)
  t.is(usage(), 0n)
  t.true((await devnet.deploy(account, new Uint8Array(7))).ok)
  t.is(usage(), 7n)
  await clear()
  const key = KeyPair.fromRandom('ed25519').getPublicKey()
  await sendActions(devnet, account, aliceId, [actions.addFullAccessKey(key)])
  t.is(usage(), 82n)
  await clear()
  await sendActions(devnet, account, aliceId, [actions.deleteKey(key)])
  t.is(usage(), 0n)
})
