import { createHash } from 'node:crypto'
import { createDevnet, RpcError } from '@research-hub/devnet'
import test from 'ava'
import { Account, actions, baseEncode, JsonRpcProvider, KeyPairSigner } from 'near-api-js'
import { near } from '../../support/units.js'
import { fixtureContract } from '../clients/fixture-contract.js'

test('deploys, calls, views and profiles without a port', async (t) => {
  const devnet = await createDevnet({ accounts: { 'app.near': { balanceYocto: 10n * near } } })
  const app = devnet.accounts.get('app.near')
  if (app === undefined) return t.fail('no account')
  t.true((await devnet.deploy(app, fixtureContract())).ok)
  const called = await devnet.call(devnet.root, 'app.near', 'set', { amount: 5n })
  t.true(called.ok)
  t.deepEqual(called.logs, ['stored'])
  t.is(Buffer.from(called.value ?? []).toString(), '{"amount":"5"}')
  t.deepEqual(await devnet.view('app.near', 'get'), { amount: '5' })
  const profile = called.receipts[0]?.gasProfile ?? {}
  t.true((profile.WASM_INSTRUCTION ?? 0n) > 0n)
  const outcomeGas = called.receipts.reduce((sum, { gasBurnt }) => sum + gasBurnt, 0n)
  t.true(called.totalGasBurnt > outcomeGas)
  await devnet.close()
})

test('a failing call names its error and keeps the chain going', async (t) => {
  const devnet = await createDevnet()
  const app = await devnet.createAccount('app.test.near', 10n * near)
  await devnet.deploy(app, fixtureContract())
  const failed = await devnet.call(devnet.root, 'app.test.near', 'fail', {})
  t.false(failed.ok)
  t.deepEqual(failed.failure, {
    ActionError: {
      index: 0,
      kind: { FunctionCallError: { ExecutionError: 'Smart contract panicked: boom' } },
    },
  })
  await t.throwsAsync(devnet.view('app.test.near', 'fail'), { instanceOf: RpcError })
  await devnet.close()
})

test('snapshot and revert bring back state, height and time', async (t) => {
  const devnet = await createDevnet()
  const before = devnet.chain.head().header
  const snapshot = devnet.snapshot()
  await devnet.createAccount('gone.test.near', near)
  devnet.advanceTime(86_400n * 10n ** 9n)
  t.is(devnet.balanceYocto('gone.test.near'), near)
  devnet.revert(snapshot)
  t.is(devnet.balanceYocto('gone.test.near'), 0n)
  t.deepEqual(devnet.chain.head().header, before)
  devnet.produceBlocks(1)
  t.is(devnet.chain.head().header.timestampNs, before.timestampNs + 10n ** 9n)
  await devnet.createAccount('again.test.near', near)
  devnet.revert(snapshot)
  t.deepEqual(devnet.chain.head().header, before)
  await devnet.close()
})

test('time: advance is visible to views at once, setTime is exact', async (t) => {
  const devnet = await createDevnet()
  const app = await devnet.createAccount('app.test.near', 10n * near)
  await devnet.deploy(app, fixtureContract())
  const now = async (): Promise<bigint> => {
    const bytes = await devnet.viewRaw('app.test.near', 'now', new Uint8Array(0))
    return new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true)
  }
  const before = await now()
  devnet.advanceTime(3_600n * 10n ** 9n)
  t.is(await now(), before + 3_600n * 10n ** 9n)
  const exact = before + 7_200n * 10n ** 9n
  await devnet.request('devnet_setTime', { timestamp_ns: exact.toString() })
  t.is(await now(), exact)
  await t.throwsAsync(devnet.request('devnet_setTime', { timestamp_ns: '1' }), {
    instanceOf: RpcError,
  })
  await devnet.close()
})

test('devnet_* methods: snapshot, revert, impersonate, trace', async (t) => {
  const devnet = await createDevnet()
  const app = await devnet.createAccount('app.test.near', 10n * near)
  await devnet.deploy(app, fixtureContract())
  const saved = (await devnet.request('devnet_snapshot', {})) as { readonly snapshot_id: number }
  const stranger = await devnet.createAccount('stranger.test.near', near)
  await devnet.request('devnet_impersonate', {
    account_id: 'app.test.near',
    public_key: stranger.publicKey,
  })
  const asApp = { ...stranger, accountId: 'app.test.near' }
  const called = await devnet.call(asApp, 'app.test.near', 'set', { by: 'impersonator' })
  t.true(called.ok)
  const trace = (await devnet.request('devnet_trace', [called.transactionHash])) as {
    readonly complete: boolean
    readonly receipts: readonly { readonly gas_profile: Readonly<Record<string, string>> }[]
  }
  t.true(trace.complete)
  t.true(BigInt(trace.receipts[0]?.gas_profile.WASM_INSTRUCTION ?? 0) > 0n)
  await devnet.request('devnet_revert', saved)
  t.is(devnet.balanceYocto('stranger.test.near'), 0n)
  await t.throwsAsync(devnet.request('devnet_revert', { snapshot_id: 999 }))
  await devnet.close()
})

test('a resent transaction changes nothing and gives the same answer', async (t) => {
  const devnet = await createDevnet({ clock: 'real' })
  const { url } = await devnet.listen()
  const provider = new JsonRpcProvider({ url })
  const signer = KeyPairSigner.fromSecretKey(devnet.root.secretKey as `ed25519:${string}`)
  const root = new Account('test.near', provider, signer)
  await devnet.createAccount('bob.test.near', near)
  const signed = await root.createSignedTransaction({
    receiverId: 'bob.test.near',
    actions: [actions.transfer(near)],
  })
  const first = await provider.sendTransaction(signed)
  const second = await provider.sendTransaction(signed)
  t.deepEqual(second, first)
  t.is(devnet.balanceYocto('bob.test.near'), 2n * near)
  await devnet.close()
})

test('outcome metadata names the contract of each action from protocol 85 on', async (t) => {
  const metadataOf = async (profile: '86' | 'classic'): Promise<Record<string, unknown>> => {
    const devnet = await createDevnet({ profile })
    const app = await devnet.createAccount('app.test.near', 10n * near)
    await devnet.deploy(app, fixtureContract())
    const called = await devnet.call(devnet.root, 'app.test.near', 'set', {})
    const status = (await devnet.request('tx', [called.transactionHash, 'test.near'])) as {
      readonly receipts_outcome: readonly {
        readonly outcome: { readonly metadata: Record<string, unknown> }
      }[]
    }
    await devnet.close()
    return status.receipts_outcome[0]?.outcome.metadata ?? {}
  }
  const codeHash = baseEncode(createHash('sha256').update(fixtureContract()).digest())
  const now = await metadataOf('86')
  t.is(now.version, 4)
  t.deepEqual(now.contracts, [{ local: codeHash }])
  const classic = await metadataOf('classic')
  t.is(classic.version, 3)
  t.false('contracts' in classic)
})
