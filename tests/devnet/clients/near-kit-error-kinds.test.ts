/** Each error kind of the node comes out of near-kit as its own class, with what it names. */
import { createDevnet, type Devnet } from '@research-hub/devnet'
import anyTest, { type TestFn } from 'ava'
import { InMemoryKeyStore, Near, type NearError } from 'near-kit'
import { fixtureContract } from './fixture-contract.js'

type Context = { readonly devnet: Devnet; readonly near: Near }
const test = anyTest as TestFn<Context>
const appId = 'app.test.near'
const noHash = '11111111111111111111111111111111'
const final = { finality: 'final' }

test.before(async (t) => {
  const devnet = await createDevnet({ clock: 'real' })
  const { url } = await devnet.listen()
  const app = await devnet.createAccount(appId, 10n ** 25n)
  await devnet.deploy(app, fixtureContract())
  const near = new Near({
    network: { networkId: 'localnet', rpcUrl: url },
    keyStore: new InMemoryKeyStore({ [devnet.root.accountId]: devnet.root.secretKey }),
    defaultSignerId: devnet.root.accountId,
    retryConfig: { maxRetries: 0, initialDelayMs: 1 },
  })
  Object.assign(t.context, { devnet, near })
})

test.after.always(async (t) => {
  await t.context.devnet.close()
})

/** Name of the class. */
async function failure(sent: Promise<unknown>): Promise<string> {
  const error: NearError = await sent.then(
    (value) => Promise.reject(new Error(`no error: ${JSON.stringify(value)}`)),
    (reason: NearError) => reason,
  )
  return error.constructor.name
}

test.serial('queries and lookups', async (t) => {
  const { near } = t.context
  const call = (method: string, params: object): Promise<unknown> => near.rpc.call(method, params)
  const query = (type: string, params: object): Promise<unknown> =>
    call('query', { request_type: type, ...final, ...params })
  const publicKey = t.context.devnet.root.publicKey
  // A node answers what it cannot read with HTTP 400, which this client does not look into.
  const cases: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['AccountDoesNotExistError', () => query('view_account', { account_id: 'nobody.test.near' })],
    ['NetworkError', () => query('view_account', { account_id: 'NOT AN ACCOUNT' })],
    ['NetworkError', () => query('view_nonsense', {})],
    [
      'AccessKeyDoesNotExistError',
      () => near.rpc.getAccessKey('app.test.near', `ed25519:${'1'.repeat(32)}`),
    ],
    ['AccessKeyDoesNotExistError', () => near.rpc.getGasKeyNonces('test.near', publicKey)],
    ['ContractNotDeployedError', () => query('view_code', { account_id: 'test.near' })],
    [
      'GlobalContractNotFoundError',
      () => near.rpc.viewGlobalContractCode({ accountId: 'test.near' }),
    ],
    ['FunctionCallError', () => near.view(appId, 'missing', {})],
    ['FunctionCallError', () => near.view(appId, 'spin', {})],
    ['UnknownBlockError', () => near.rpc.getBlock({ blockId: 99_999_999 })],
    ['UnknownChunkError', () => call('chunk', { chunk_id: noHash })],
    ['InvalidShardIdError', () => call('chunk', { block_id: 0, shard_id: 9 })],
    [
      'UnknownEpochError',
      () => call('validators', { epoch_id: '5BGSaf6YjVm7565VzWQHNxoyEjwr3jUpRJSGjREvU9dB' }),
    ],
    ['UnknownReceiptError', () => call('EXPERIMENTAL_receipt', { receipt_id: noHash })],
    ['NetworkError', () => call('block', { block_id: {} })],
    ['NetworkError', () => call('nonsense', {})],
    ['NetworkError', () => near.rpc.getTransactionStatus(noHash, 'test.near')],
  ]
  for (const [name, send] of cases) t.is(await failure(send()), name)
})

test.serial('calls that fail', async (t) => {
  const { near } = t.context
  const run = (methodName: string): Promise<unknown> =>
    near.call(appId, methodName, {}, { gas: '30 Tgas' })
  for (const name of ['fail', 'trap', 'spin', 'missing'])
    t.is(await failure(run(name)), 'FunctionCallError', name)
  const create = near.transaction('test.near').createAccount(appId).send()
  t.is(await failure(create), 'InvalidTransactionError')
})

// Last, because no ordinary nonce is high enough afterwards.
test.serial('transactions', async (t) => {
  const { devnet, near } = t.context
  const send = (bytes: Uint8Array): Promise<unknown> =>
    near.rpc.call('send_tx', {
      signed_tx_base64: Buffer.from(bytes).toString('base64'),
      wait_until: 'FINAL',
    })
  const transfer = near.transaction('test.near').transfer(appId, '1 yocto')
  await transfer.sign()
  const bytes = transfer.serialize()
  await send(bytes)
  const stale = near.transaction('test.near').transfer(appId, '2 yocto')
  await stale.sign()
  const record = {
    account_id: 'test.near',
    public_key: devnet.root.publicKey,
    access_key: { nonce: 2 ** 52, permission: 'FullAccess' },
  }
  await devnet.request('sandbox_patch_state', { records: [{ AccessKey: record }] })
  const bent = stale.serialize()
  bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1
  t.is(await failure(send(bent)), 'InvalidTransactionError')
  t.is(await failure(send(stale.serialize())), 'InvalidNonceError')
  t.is(await failure(send(bytes.slice(1))), 'NetworkError')
})
