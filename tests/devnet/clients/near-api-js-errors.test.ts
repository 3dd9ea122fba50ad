import { createDevnet, type Devnet } from '@research-hub/devnet'
import anyTest, { type TestFn } from 'ava'
import {
  Account,
  actions,
  baseDecode,
  createTransaction,
  JsonRpcProvider,
  KeyPair,
  KeyPairSigner,
  type KeyPairString,
  type PublicKey,
} from 'near-api-js'
import * as errors from 'near-api-js/rpc-errors'
import { near } from '../../support/units.js'
import { fixtureContract } from './fixture-contract.js'

type Context = {
  readonly devnet: Devnet
  readonly provider: JsonRpcProvider
  readonly signer: KeyPairSigner
  readonly publicKey: PublicKey
  readonly root: Account
}

const test = anyTest as TestFn<Context>
const contractId = 'app.test.near'
const someHash = '5BGSaf6YjVm7565VzWQHNxoyEjwr3jUpRJSGjREvU9dB'

test.before(async (t) => {
  const devnet = await createDevnet({ clock: 'real' })
  const { url } = await devnet.listen()
  const provider = new JsonRpcProvider({ url }, { retries: 1 })
  const signer = KeyPairSigner.fromSecretKey(devnet.root.secretKey as KeyPairString)
  const root = new Account(devnet.root.accountId, provider, signer)
  const app = await devnet.createAccount(contractId, 10n * near)
  await devnet.deploy(app, fixtureContract())
  const publicKey = await signer.getPublicKey()
  Object.assign(t.context, { devnet, provider, signer, publicKey, root })
})

test.after.always(async (t) => {
  await t.context.devnet.close()
})

test('views: account, key, code, method, panic, trap and gas', async (t) => {
  const { provider } = t.context
  const stranger = KeyPair.fromRandom('ed25519').getPublicKey().toString()
  const accountId = 'nobody.test.near'
  await t.throwsAsync(provider.viewAccount({ accountId }), {
    instanceOf: errors.AccountDoesNotExistError,
  })
  await t.throwsAsync(provider.viewAccessKey({ accountId: contractId, publicKey: stranger }), {
    instanceOf: errors.AccessKeyDoesNotExistError,
  })
  await t.throwsAsync(provider.viewContractCode({ contractId: 'test.near' }), {
    instanceOf: errors.ContractCodeDoesNotExistError,
  })
  const view = (id: string, method: string): Promise<unknown> =>
    provider.callFunction({ contractId: id, method, args: {} })
  await t.throwsAsync(view('test.near', 'get'), {
    instanceOf: errors.ContractCodeDoesNotExistError,
  })
  await t.throwsAsync(view(contractId, 'missing'), {
    instanceOf: errors.ContractMethodNotFoundError,
  })
  await t.throwsAsync(view(contractId, 'fail'), { message: /GuestPanic { panic_msg: "boom" }/ })
  await t.throwsAsync(view(contractId, 'trap'), { message: /WasmTrap\(Unreachable\)/ })
  await t.throwsAsync(view(contractId, 'spin'), { message: /HostError\(GasLimitExceeded\)/ })
  await t.throwsAsync(view(contractId, 'set'), {
    message: /HostError\(ProhibitedInView { method_name: "storage_write" }\)/,
  })
})

test('lookups: block, chunk, shard, transaction, receipt, epoch', async (t) => {
  const { provider } = t.context
  await t.throwsAsync(provider.viewBlock({ blockId: 99_999_999 }), {
    instanceOf: errors.UnknownBlockError,
  })
  await t.throwsAsync(provider.viewBlock({ blockId: someHash }), {
    instanceOf: errors.UnknownBlockError,
  })
  await t.throwsAsync(provider.viewChunk(someHash), { instanceOf: errors.UnknownChunkError })
  const raw = (method: string, params: unknown): Promise<unknown> =>
    provider.sendJsonRpc(method as 'chunk', params as never)
  await t.throwsAsync(raw('chunk', { block_id: 0, shard_id: 7 }), {
    instanceOf: errors.InvalidShardIdError,
  })
  await t.throwsAsync(
    provider.viewTransactionStatus({
      txHash: someHash,
      accountId: 'test.near',
      waitUntil: 'FINAL',
    }),
    { instanceOf: errors.UnknownTransactionError },
  )
  await t.throwsAsync(provider.viewTransactionReceipt(someHash), {
    instanceOf: errors.UnknownReceiptError,
  })
  await t.throwsAsync(raw('validators', { epoch_id: someHash }), {
    instanceOf: errors.UnknownEpochError,
  })
  await t.throwsAsync(raw('no_such_method', {}), { instanceOf: errors.RpcMethodNotFoundError })
  await t.throwsAsync(raw('query', { request_type: 'view_account' }), {
    instanceOf: errors.RpcRequestParseError,
  })
})

test('refused transactions', async (t) => {
  const { provider, signer, publicKey, root } = t.context
  const head = await provider.viewBlock({ finality: 'final' })
  const { nonce } = await provider.viewAccessKey({ accountId: 'test.near', publicKey })
  const send = async (
    change: {
      readonly signerId?: string
      readonly nonce?: bigint
      readonly blockHash?: string
      readonly amountYocto?: bigint
    },
    key = signer,
  ): Promise<unknown> => {
    const transaction = createTransaction(
      change.signerId ?? 'test.near',
      await key.getPublicKey(),
      contractId,
      change.nonce ?? BigInt(nonce) + 1_000n,
      [actions.transfer(change.amountYocto ?? 1n)],
      baseDecode(change.blockHash ?? head.header.hash),
    )
    const { signedTransaction } = await key.signTransaction(transaction)
    return provider.sendTransaction(signedTransaction)
  }
  await t.throwsAsync(send({ nonce: 0n }), { instanceOf: errors.InvalidNonceError })
  await t.throwsAsync(send({ nonce: 2n ** 63n }), { instanceOf: errors.NonceTooLargeError })
  await t.throwsAsync(send({ blockHash: someHash }), {
    instanceOf: errors.TransactionExpiredError,
  })
  await t.throwsAsync(send({ signerId: 'nobody.test.near' }), {
    instanceOf: errors.SignerDoesNotExistError,
  })
  await t.throwsAsync(send({ amountYocto: 10n ** 36n }), {
    instanceOf: errors.NotEnoughBalanceError,
  })
  await t.throwsAsync(send({}, new KeyPairSigner(KeyPair.fromRandom('ed25519'))), {
    instanceOf: errors.AccessKeyNotFoundActionError,
  })
  await t.throwsAsync(root.callFunctionRaw({ contractId, methodName: 'get', args: {}, gas: 0n }), {
    instanceOf: errors.FunctionCallZeroAttachedGasActionError,
  })
})

test('failed actions', async (t) => {
  const { root, publicKey } = t.context
  const call = (methodName: string, gas = 30_000_000_000_000n): Promise<unknown> =>
    root.callFunction({ contractId, methodName, args: {}, gas })
  await t.throwsAsync(call('fail'), { message: /Smart contract panicked: boom/ })
  await t.throwsAsync(call('spin'), { message: /Exceeded the prepaid gas\./ })
  await t.throwsAsync(call('missing'), { instanceOf: errors.ContractMethodNotFoundError })
  await t.throwsAsync(root.transfer({ receiverId: 'nobody.test.near', amount: near }), {
    instanceOf: errors.AccountDoesNotExistActionError,
  })
  await t.throwsAsync(
    root.createAccount({ newAccountId: contractId, publicKey, nearToTransfer: near }),
    { instanceOf: errors.AccountAlreadyExistsActionError },
  )
  const create = (receiverId: string): Promise<unknown> =>
    root.signAndSendTransaction({ receiverId, actions: [actions.createAccount()] })
  await t.throwsAsync(create('short'), {
    instanceOf: errors.CreateAccountOnlyByRegistrarActionError,
  })
  await t.throwsAsync(create('a.other.near'), {
    instanceOf: errors.CreateAccountNotAllowedActionError,
  })
  await t.throwsAsync(root.deleteKey(KeyPair.fromRandom('ed25519').getPublicKey()), {
    instanceOf: errors.DeleteKeyDoesNotExistActionError,
  })
  await t.throwsAsync(root.addFullAccessKey(publicKey), {
    instanceOf: errors.AddKeyAlreadyExistsActionError,
  })
})
