import { RpcError } from '@research-hub/devnet'
import test, { type ExecutionContext } from 'ava'
import { actions, KeyPair, type Transaction } from 'near-api-js'
import {
  compileText,
  type DeployedContract,
  deployedId,
  deployOnDevnet,
} from '../../support/compile-fixture.js'
import { type SendOptions, sendActions } from '../../support/transactions.js'
import { near, tgas } from '../../support/units.js'

const userId = 'user.hub.near'
const someKey = KeyPair.fromRandom('ed25519').getPublicKey()
const none = new Uint8Array()

type Actions = Transaction['actions']

async function start(): Promise<DeployedContract> {
  const { wasm } = await compileText(`declare const env: unknown
    export function ok() {}
    export function bad_promise() {
      const p = env.promise_batch_create('${userId}')
      for (let i = 0; i < 101; i++) env.promise_batch_action_create_account(p)
    }`)
  return deployOnDevnet(wasm)
}

/** The `kind` of the failed action, as a node words it. */
async function failure(
  { devnet, user }: DeployedContract,
  receiverId: string,
  list: Actions,
): Promise<unknown> {
  const outcome = (await sendActions(devnet, user, receiverId, list)) as {
    receipts_outcome: { outcome: { status: { Failure?: { ActionError: { kind: unknown } } } } }[]
  }
  const failed = outcome.receipts_outcome.find(({ outcome: { status } }) => status.Failure)
  return failed?.outcome.status.Failure?.ActionError.kind
}

/** The `InvalidTxError` of a transaction that is refused. */
async function refusal(
  t: ExecutionContext,
  fixture: DeployedContract,
  receiverId: string,
  list: Actions,
  options: SendOptions = {},
): Promise<unknown> {
  const error = await sendActions(fixture.devnet, fixture.user, receiverId, list, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof RpcError)) {
    t.fail(`not refused: ${String(error)}`)
    return undefined
  }
  const { TxExecutionError } = error.data as { TxExecutionError: { InvalidTxError: unknown } }
  return TxExecutionError.InvalidTxError
}

test('what actions fail with, value for value', async (t) => {
  const fixture = await start()
  const fails = (receiverId: string, ...list: Actions[number][]) =>
    failure(fixture, receiverId, list)
  const own = (...list: Actions[number][]) => fails(userId, ...list)
  t.deepEqual(await fails('nobody.hub.near', actions.transfer(1n)), {
    AccountDoesNotExist: { account_id: 'nobody.hub.near' },
  })
  t.deepEqual(await own(actions.createAccount()), { AccountAlreadyExists: { account_id: userId } })
  t.deepEqual(await fails('a'.repeat(64), actions.createAccount()), {
    OnlyImplicitAccountCreationAllowed: { account_id: 'a'.repeat(64) },
  })
  t.deepEqual(await fails('top', actions.createAccount()), {
    CreateAccountOnlyByRegistrar: {
      account_id: 'top',
      registrar_account_id: 'registrar',
      predecessor_id: userId,
    },
  })
  t.deepEqual(await fails('x.y.user.hub.near', actions.createAccount()), {
    CreateAccountNotAllowed: { account_id: 'x.y.user.hub.near', predecessor_id: userId },
  })
  for (const action of [
    actions.addFullAccessKey(someKey),
    actions.deployContract(none),
    actions.stake(near, someKey),
    actions.deleteAccount(userId),
    actions.deleteKey(someKey),
  ]) {
    t.deepEqual(await fails(deployedId, action), {
      ActorNoPermission: { account_id: deployedId, actor_id: userId },
    })
  }
  t.deepEqual(await own(actions.deleteKey(someKey)), {
    DeleteKeyDoesNotExist: { account_id: userId, public_key: someKey.toString() },
  })
  t.deepEqual(await own(actions.stake(0n, someKey)), { TriesToUnstake: { account_id: userId } })
  const stake = (await own(actions.stake(1000n * near, someKey))) as {
    TriesToStake: { balance: string }
  }
  t.like(stake, { TriesToStake: { account_id: userId, stake: `${1000n * near}`, locked: '0' } })
  t.true(BigInt(stake.TriesToStake.balance) < 100n * near)
  t.deepEqual(await own(actions.useGlobalContract({ accountId: 'nobody.near' })), {
    GlobalContractDoesNotExist: { identifier: { AccountId: 'nobody.near' } },
  })
  const call = (method: string) => actions.functionCall(method, none, 900n * tgas, 0n)
  t.deepEqual(await own(call('ok')), {
    FunctionCallError: { CompilationError: { CodeDoesNotExist: { account_id: userId } } },
  })
  t.deepEqual(await fails(deployedId, call('absent')), {
    FunctionCallError: { MethodResolveError: 'MethodNotFound' },
  })
  t.deepEqual(await fails(deployedId, call('bad_promise')), {
    NewReceiptValidationError: {
      ActionsValidation: {
        TotalNumberOfActionsExceeded: { total_number_of_actions: 101, limit: 100 },
      },
    },
  })
  const lacking = (await fails(
    'poor.user.hub.near',
    actions.createAccount(),
    actions.deployContract(new Uint8Array(2000)),
  )) as { LackBalanceForState: { account_id: string } }
  t.is(lacking.LackBalanceForState.account_id, 'poor.user.hub.near')
})

test('what transactions are refused with, value for value', async (t) => {
  const fixture = await start()
  const { devnet, user } = fixture
  const refuses = (list: Actions, options?: SendOptions, receiverId = deployedId) =>
    refusal(t, fixture, receiverId, list, options)
  const one = [actions.transfer(1n)]
  t.deepEqual(await refuses(one, { nonce: 0n }), {
    InvalidNonce: { tx_nonce: 0, ak_nonce: 0 },
  })
  t.regex(JSON.stringify(await refuses(one, { nonce: 2n ** 62n })), /NonceTooLarge.*upper_bound/)
  t.is(await refuses(one, { blockHash: new Uint8Array(32) }), 'Expired')
  const stranger = KeyPair.fromRandom('ed25519')
  t.deepEqual(await refuses(one, { secretKey: stranger.toString() }), {
    InvalidAccessKeyError: {
      AccessKeyNotFound: { account_id: userId, public_key: stranger.getPublicKey().toString() },
    },
  })
  const poor = (await refuses([actions.transfer(1000n * near)])) as {
    NotEnoughBalance: { signer_id: string }
  }
  t.is(poor.NotEnoughBalance.signer_id, userId)
  const invalid = (list: Actions) =>
    refuses(list).then((error) => (error as { ActionsValidation: unknown }).ActionsValidation)
  t.deepEqual(await invalid(Array.from({ length: 101 }, () => actions.transfer(0n))), {
    TotalNumberOfActionsExceeded: { total_number_of_actions: 101, limit: 100 },
  })
  t.is(
    await invalid([actions.deleteAccount(userId), actions.transfer(1n)]),
    'DeleteActionMustBeFinal',
  )
  t.is(await invalid([actions.functionCall('ok', none, 0n, 0n)]), 'FunctionCallZeroAttachedGas')
  t.deepEqual(await invalid([actions.functionCall('m'.repeat(257), none, tgas, 0n)]), {
    FunctionCallMethodNameLengthExceeded: { length: 257, limit: 256 },
  })
  t.deepEqual(await invalid([actions.functionCall('ok', none, 1001n * tgas, 0n)]), {
    TotalPrepaidGasExceeded: {
      total_prepaid_gas: Number(1001n * tgas),
      limit: Number(1000n * tgas),
    },
  })
  t.deepEqual(await invalid([actions.addFunctionCallAccessKey(someKey, 'No.Such', [], 1n)]), {
    InvalidAccountId: { account_id: 'No.Such' },
  })

  const limited = KeyPair.fromRandom('ed25519')
  const allowance = near / 100n
  const permission = { contractId: deployedId, methodNames: ['ok'], allowance }
  const add = actions.addFunctionCallAccessKey(
    limited.getPublicKey(),
    permission.contractId,
    permission.methodNames,
    permission.allowance,
  )
  await sendActions(devnet, user, userId, [add])
  const withKey = { secretKey: limited.toString() }
  const access = (list: Actions, receiverId = deployedId) =>
    refuses(list, withKey, receiverId).then(
      (error) => (error as { InvalidAccessKeyError: unknown }).InvalidAccessKeyError,
    )
  const call = (method: string, gas = tgas, amount = 0n) =>
    actions.functionCall(method, none, gas, amount)
  t.is(await access([actions.transfer(1n)]), 'RequiresFullAccess')
  t.is(await access([call('ok'), call('ok')]), 'RequiresFullAccess')
  t.is(await access([call('ok', tgas, 1n)]), 'DepositWithFunctionCall')
  t.deepEqual(await access([call('ok')], 'hub.near'), {
    ReceiverMismatch: { tx_receiver: 'hub.near', ak_receiver: deployedId },
  })
  t.deepEqual(await access([call('other')]), { MethodNameMismatch: { method_name: 'other' } })
  const short = (await access([call('ok', 900n * tgas)])) as {
    NotEnoughAllowance: { allowance: string }
  }
  t.is(short.NotEnoughAllowance.allowance, `${allowance}`)
})
