/** Each kind of refused transaction and failed action comes out of near-api-js as its own class. */
import { createDevnet, type Devnet } from '@research-hub/devnet'
import anyTest, { type TestFn } from 'ava'
import {
  Account,
  type Action,
  actions,
  baseDecode,
  buildDelegateAction,
  createTransaction,
  JsonRpcProvider,
  KeyPair,
  KeyPairSigner,
  type KeyPairString,
  type Transaction,
} from 'near-api-js'
import * as errors from 'near-api-js/rpc-errors'
import { fixtureContract } from './fixture-contract.js'

type Send = {
  readonly actions?: Action[]
  readonly receiverId?: string
  readonly signerId?: string
  readonly signer?: KeyPairSigner
  /** Changes what is sent after it was signed. */
  readonly bend?: (transaction: Transaction) => void
}
type Context = {
  readonly devnet: Devnet
  readonly provider: JsonRpcProvider
  readonly root: KeyPairSigner
  readonly send: (options: Send) => Promise<unknown>
}
type ErrorClass = new (...args: never[]) => Error
type Case = readonly [ErrorClass, () => Promise<unknown>]

const test = anyTest as TestFn<Context>
const oneNear = 10n ** 24n
const contractId = 'app.test.near'
const tera = 1_000_000_000_000n

test.before(async (t) => {
  const devnet = await createDevnet({ clock: 'real' })
  const { url } = await devnet.listen()
  const provider = new JsonRpcProvider({ url }, { retries: 1 })
  const root = KeyPairSigner.fromSecretKey(devnet.root.secretKey as KeyPairString)
  const app = await devnet.createAccount(contractId, 10n * oneNear)
  await devnet.deploy(app, fixtureContract())
  let nonces = 0n
  const send = async (options: Send): Promise<unknown> => {
    const { signer = root, signerId = 'test.near', receiverId = contractId } = options
    const { header } = await provider.viewBlock({ finality: 'final' })
    nonces++
    const transaction = createTransaction(
      signerId,
      await signer.getPublicKey(),
      receiverId,
      BigInt(header.height) * 1_000_000n + 500_000n + nonces,
      options.actions ?? [actions.transfer(1n)],
      baseDecode(header.hash),
    )
    const { signedTransaction } = await signer.signTransaction(transaction)
    options.bend?.(signedTransaction.transaction)
    return provider.sendTransaction(signedTransaction)
  }
  Object.assign(t.context, { devnet, provider, root, send })
})

test.after.always(async (t) => {
  await t.context.devnet.close()
})

const call = (methodName: string, gas = 10n * tera, depositYocto = 0n): Action =>
  actions.functionCall(methodName, new Uint8Array(0), gas, depositYocto)

async function expectEach(
  t: { readonly throwsAsync: (sent: Promise<unknown>, as: object, message: string) => unknown },
  cases: readonly Case[],
): Promise<void> {
  for (const [instanceOf, run] of cases) await t.throwsAsync(run(), { instanceOf }, instanceOf.name)
}

test('what is wrong with a transaction itself', async (t) => {
  const { send } = t.context
  const many = Array.from({ length: 101 }, () => actions.transfer(1n))
  const self = KeyPair.fromRandom('ed25519').getPublicKey()
  const names = (count: number, length: number): string[] =>
    Array.from({ length: count }, (_, i) => String(i).padStart(length, 'm'))
  const limited = (methods: string[]): Action =>
    actions.addFunctionCallAccessKey(self, contractId, methods, 1n)
  await expectEach(t, [
    [errors.InvalidSignerIdError, () => send({ signerId: 'Not An Account' })],
    [errors.InvalidReceiverIdError, () => send({ receiverId: 'UPPER' })],
    [
      errors.InvalidSignatureError,
      () =>
        send({
          bend: (transaction) => {
            transaction.nonce += 1n
          },
        }),
    ],
    [errors.CostOverflowError, () => send({ actions: [actions.transfer(2n ** 128n - 1n)] })],
    [
      errors.TransactionSizeExceededError,
      () => send({ actions: [actions.deployContract(new Uint8Array(1_600_000))] }),
    ],
    [errors.TotalNumberOfActionsExceededActionError, () => send({ actions: many })],
    [
      errors.TotalPrepaidGasExceededActionError,
      () => send({ actions: [call('get', 900n * tera), call('get', 900n * tera)] }),
    ],
    [
      errors.DeleteActionMustBeFinalActionError,
      () => send({ actions: [actions.deleteAccount('test.near'), actions.transfer(1n)] }),
    ],
    [
      errors.FunctionCallMethodNameLengthExceededActionError,
      () => send({ actions: [call('m'.repeat(257))] }),
    ],
    [errors.FunctionCallZeroAttachedGasActionError, () => send({ actions: [call('get', 0n)] })],
    [
      errors.AddKeyMethodNamesNumberOfBytesExceededActionError,
      () => send({ actions: [limited(names(20, 120))] }),
    ],
    [
      errors.AddKeyMethodNameLengthExceededActionError,
      () => send({ actions: [limited(names(1, 257))] }),
    ],
    [
      errors.InvalidAccountIdValidationActionError,
      () => send({ actions: [actions.deleteAccount('NOT AN ACCOUNT')] }),
    ],
  ])
})

test('what a limited key may not do', async (t) => {
  const { devnet, send } = t.context
  const add = async (allowanceYocto: bigint, methods: string[]): Promise<KeyPairSigner> => {
    const pair = KeyPair.fromRandom('ed25519')
    const key = pair.getPublicKey()
    const addKey = actions.addFunctionCallAccessKey(key, contractId, methods, allowanceYocto)
    await send({ receiverId: 'test.near', actions: [addKey] })
    return new KeyPairSigner(pair)
  }
  const signer = await add(oneNear, ['get'])
  const poor = await add(1n, [])
  await expectEach(t, [
    [errors.AccessKeyRequiresFullAccessActionError, () => send({ signer })],
    [
      errors.AccessKeyReceiverMismatchActionError,
      () => send({ signer, receiverId: 'test.near', actions: [call('get')] }),
    ],
    [errors.AccessKeyMethodNameMismatchActionError, () => send({ signer, actions: [call('set')] })],
    [
      errors.AccessKeyDepositWithFunctionCallActionError,
      () => send({ signer, actions: [call('get', tera, 1n)] }),
    ],
    [
      errors.AccessKeyNotEnoughAllowanceActionError,
      () => send({ signer: poor, actions: [call('get')] }),
    ],
  ])
  t.truthy(devnet.balanceYocto('test.near'))
})

/** Sends as an account, which throws also when the transaction was taken and an action failed. */
function act({ provider, root }: Context, options: Send): Promise<unknown> {
  const { signer = root, signerId = 'test.near', receiverId = contractId } = options
  const account = new Account(signerId, provider, signer)
  return account.signAndSendTransaction({ receiverId, actions: options.actions ?? [] })
}

test('what an account cannot do or be', async (t) => {
  const { devnet } = t.context
  const send = (options: Send): Promise<unknown> => act(t.context, options)
  const holder = await devnet.createAccount('holder.test.near', 3n * oneNear)
  const signer = KeyPairSigner.fromSecretKey(holder.secretKey as KeyPairString)
  const own = { signer, signerId: 'holder.test.near', receiverId: 'holder.test.near' }
  const key = await signer.getPublicKey()
  // Beyond 770 bytes an account has to hold something for its storage.
  await send({ ...own, actions: [actions.deployContract(new Uint8Array(2_000))] })
  const implicit = 'ab'.repeat(32)
  const absent = { codeHash: new Uint8Array(32).fill(7) }
  await expectEach(t, [
    [errors.ActorNoPermissionActionError, () => send({ actions: [actions.addFullAccessKey(key)] })],
    [
      errors.OnlyImplicitAccountCreationAllowedActionError,
      () => send({ receiverId: implicit, actions: [actions.createAccount()] }),
    ],
    [errors.TriesToUnstakeActionError, () => send({ ...own, actions: [actions.stake(0n, key)] })],
    [
      errors.TriesToStakeActionError,
      () => send({ ...own, actions: [actions.stake(10n ** 30n, key)] }),
    ],
    [
      errors.LackBalanceForStateActionError,
      () =>
        send({
          ...own,
          receiverId: 'test.near',
          actions: [actions.transfer(3n * oneNear - 10n ** 22n)],
        }),
    ],
    [
      errors.GlobalContractDoesNotExistActionError,
      () => send({ ...own, actions: [actions.useGlobalContract(absent)] }),
    ],
    [
      errors.AccountDoesNotExistActionError,
      () => send({ receiverId: 'nobody.test.near', actions: [actions.transfer(1n)] }),
    ],
  ])
})

test('what is wrong with a delegate action', async (t) => {
  const { devnet, provider } = t.context
  const holder = await devnet.createAccount('sender.test.near', 3n * oneNear)
  const signer = KeyPairSigner.fromSecretKey(holder.secretKey as KeyPairString)
  const publicKey = await signer.getPublicKey()
  const { nonce } = await provider.viewAccessKey({
    accountId: holder.accountId,
    publicKey: publicKey.toString(),
  })
  type Change = {
    readonly nonce?: bigint
    readonly maxBlockHeight?: bigint
    readonly senderId?: string
  }
  const delegate = async (change: Change = {}, isForged = false): Promise<Action> => {
    const body = buildDelegateAction({
      actions: [actions.transfer(1n)],
      maxBlockHeight: change.maxBlockHeight ?? 1_000_000n,
      nonce: change.nonce ?? BigInt(nonce) + 1n,
      publicKey,
      receiverId: 'test.near',
      senderId: change.senderId ?? holder.accountId,
    })
    const signedBody = isForged ? buildDelegateAction({ ...body, nonce: body.nonce + 1n }) : body
    const { signedDelegate } = await signer.signDelegateAction(signedBody)
    return actions.signedDelegate({
      delegateAction: body,
      signature: signedDelegate.signature,
    })
  }
  const relay = async (...sent: Action[]): Promise<unknown> =>
    act(t.context, { receiverId: holder.accountId, actions: sent })
  await expectEach(t, [
    [
      errors.DelegateActionExpiredActionError,
      async () => relay(await delegate({ maxBlockHeight: 1n })),
    ],
    [
      errors.DelegateActionInvalidNonceActionError,
      async () => relay(await delegate({ nonce: 1n })),
    ],
    [
      errors.DelegateActionNonceTooLargeActionError,
      async () => relay(await delegate({ nonce: 2n ** 62n })),
    ],
    [errors.DelegateActionInvalidSignatureActionError, async () => relay(await delegate({}, true))],
    [
      errors.DelegateActionSenderDoesNotMatchTxReceiverActionError,
      async () => relay(await delegate({ senderId: 'test.near' })),
    ],
    [
      errors.DelegateActionMustBeOnlyOneActionError,
      async () => relay(await delegate(), await delegate()),
    ],
  ])
})
