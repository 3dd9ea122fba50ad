/** What an action fails with: nearcore's `ActionErrorKind` (core/primitives/src/errors.rs). */
import { actions, KeyPair } from 'near-api-js'
import { generateKey } from 'near-kit'
import { near } from '../../../support/units.js'
import { delegateKinds } from './delegates.js'
import { hostContract } from './host-contract.js'
import { type Kind, kinds } from './kind.js'
import { proofTooLargeForReceipt } from './proofs.js'
import type { Json } from './provocation.js'
import { type Actions, aliceId, call, type Sender, type Stage, type Staged } from './stage.js'

/** A tenth of a seat, which takes more than a 6,250th of what one validator with 50,000,000 NEAR has. */
const minimumStakeYocto = (50_000_000n * near + 6_248n) / 6_249n / 10n
const someKey = KeyPair.fromRandom('ed25519').getPublicKey()

/** One transaction from alice. */
async function fails(
  stage: Stage,
  receiverId: string,
  list: Actions,
  kind: Json,
  rest: { readonly index?: number | null; readonly methodName?: string } = {},
): Promise<Staged> {
  return stage.failed(await stage.sign(stage.alice, receiverId, list), receiverId, kind, rest)
}

/** An account's transaction to itself. */
async function failsAtHome(
  stage: Stage,
  account: Sender,
  list: Actions,
  kind: Json,
): Promise<Staged> {
  const bytes = await stage.sign(account, account.accountId, list)
  return stage.failed(bytes, account.accountId, kind)
}

/** Writes one long record: more than the state an account may be deleted with. */
const largeState = (): Uint8Array =>
  hostContract({ fill: [['storage_write', 1, 0, 10_001, 0, 0]] }, Uint8Array.of(0))

export const actionErrors: readonly Kind[] = kinds('ActionErrorKind', {
  AccountAlreadyExists: (stage) =>
    fails(stage, 'test.near', [actions.createAccount()], {
      AccountAlreadyExists: { account_id: 'test.near' },
    }),
  AccountDoesNotExist: (stage) =>
    fails(stage, 'nobody.test.near', [actions.transfer(1n)], {
      AccountDoesNotExist: { account_id: 'nobody.test.near' },
    }),
  CreateAccountOnlyByRegistrar: (stage) =>
    fails(stage, 'short', [actions.createAccount()], {
      CreateAccountOnlyByRegistrar: {
        account_id: 'short',
        registrar_account_id: 'registrar',
        predecessor_id: aliceId,
      },
    }),
  CreateAccountNotAllowed: (stage) =>
    fails(stage, 'x.other.near', [actions.createAccount()], {
      CreateAccountNotAllowed: { account_id: 'x.other.near', predecessor_id: aliceId },
    }),
  ActorNoPermission: (stage) =>
    fails(
      stage,
      'test.near',
      [actions.transfer(1n), actions.deleteKey(someKey)],
      {
        ActorNoPermission: { account_id: 'test.near', actor_id: aliceId },
      },
      { index: 1 },
    ),
  DeleteKeyDoesNotExist: (stage) =>
    fails(stage, aliceId, [actions.deleteKey(someKey)], {
      DeleteKeyDoesNotExist: { account_id: aliceId, public_key: someKey.toString() },
    }),
  AddKeyAlreadyExists: async (stage) => {
    const account = await stage.account()
    const key = KeyPair.fromString(account.secretKey as `ed25519:${string}`).getPublicKey()
    return failsAtHome(stage, account, [actions.addFullAccessKey(key)], {
      AddKeyAlreadyExists: { account_id: account.accountId, public_key: account.publicKey },
    })
  },
  DeleteAccountStaking: async (stage) => {
    const account = await stage.account(20_000n * near)
    await stage.run(account, account.accountId, [actions.stake(15_000n * near, someKey)])
    return failsAtHome(stage, account, [actions.deleteAccount(aliceId)], {
      DeleteAccountStaking: { account_id: account.accountId },
    })
  },
  LackBalanceForState: async (stage) => {
    const bytes = await stage.sign(stage.alice, 'new.alice.test.near', [
      actions.createAccount(),
      actions.transfer(1n),
      actions.deployContract(new Uint8Array(2_000)),
    ])
    // 100 for the account and 2,000 for the code, of which it holds 1 yocto.
    const amount = 2_100n * 10n ** 19n - 1n
    return stage.failed(
      bytes,
      'new.alice.test.near',
      { LackBalanceForState: { account_id: 'new.alice.test.near', amount: `${amount}` } },
      { index: null },
    )
  },
  TriesToUnstake: async (stage) =>
    fails(stage, aliceId, [actions.stake(0n, someKey)], {
      TriesToUnstake: { account_id: aliceId },
    }),
  TriesToStake: async (stage) => {
    const account = await stage.account()
    const stake = actions.stake(100n * near, someKey)
    // Paid before it runs: what burns at once, and at ten times the price what the receipt burns.
    const gasYocto =
      (108_059_500_000n + 141_715_687_500n) * 100_000_000n +
      (108_059_500_000n + 102_217_625_000n) * 1_000_000_000n
    const balance = stage.devnet.balanceYocto(account.accountId) - gasYocto
    return failsAtHome(stage, account, [stake], {
      TriesToStake: {
        account_id: account.accountId,
        stake: `${100n * near}`,
        locked: '0',
        balance: `${balance}`,
      },
    })
  },
  InsufficientStake: async (stage) => {
    const account = await stage.account()
    return failsAtHome(stage, account, [actions.stake(1n, someKey)], {
      InsufficientStake: {
        account_id: account.accountId,
        stake: '1',
        minimum_stake: `${minimumStakeYocto}`,
      },
    })
  },
  FunctionCallError: (stage) =>
    fails(
      stage,
      'test.near',
      [call('get')],
      {
        FunctionCallError: { CompilationError: { CodeDoesNotExist: { account_id: 'test.near' } } },
      },
      { methodName: 'get' },
    ),
  NewReceiptValidationError: 'provoked with each ReceiptValidationError',
  OnlyImplicitAccountCreationAllowed: (stage) =>
    fails(stage, 'ab'.repeat(32), [actions.createAccount()], {
      OnlyImplicitAccountCreationAllowed: { account_id: 'ab'.repeat(32) },
    }),
  DeleteAccountWithLargeState: async (stage) => {
    const account = await stage.contract('large', largeState)
    await stage.run(account, account.accountId, [call('fill')])
    return failsAtHome(stage, account, [actions.deleteAccount(aliceId)], {
      DeleteAccountWithLargeState: { account_id: account.accountId },
    })
  },
  ...delegateKinds,
  GlobalContractDoesNotExist: (stage) =>
    fails(stage, aliceId, [actions.useGlobalContract({ accountId: 'nobody.near' })], {
      GlobalContractDoesNotExist: { identifier: { AccountId: 'nobody.near' } },
    }),
  GasKeyDoesNotExist: async (stage) => {
    const account = await stage.account()
    const signed = stage
      .kit(account)
      .transaction(account.accountId)
      .transferToGasKey(account.publicKey, '1 yocto')
    await signed.sign()
    return stage.failed(signed.serialize(), account.accountId, {
      GasKeyDoesNotExist: { account_id: account.accountId, public_key: account.publicKey },
    })
  },
  InsufficientGasKeyBalance: async (stage) => {
    const publicKey = generateKey().publicKey.toString()
    const { account, kit } = await stage.gasKey(publicKey, { balanceYocto: 5n })
    const signed = kit.transaction(account.accountId).withdrawFromGasKey(publicKey, '6 yocto')
    await signed.sign()
    return stage.failed(signed.serialize(), account.accountId, {
      InsufficientGasKeyBalance: {
        account_id: account.accountId,
        public_key: publicKey,
        balance: '5',
        required: '6',
      },
    })
  },
  GasKeyBalanceTooHigh: async (stage) => {
    const publicKey = generateKey().publicKey.toString()
    const { account, kit } = await stage.gasKey(publicKey, { balanceYocto: near + 1n })
    const signed = kit.transaction(account.accountId).deleteKey(account.accountId, publicKey)
    await signed.sign()
    return stage.failed(signed.serialize(), account.accountId, {
      GasKeyBalanceTooHigh: {
        account_id: account.accountId,
        public_key: publicKey,
        balance: `${near + 1n}`,
      },
    })
  },
  AccountNotInitialized: async (stage) => {
    const next = await stage.under('88')
    // An id of a universal account, whose state init nobody has shown yet.
    const waitingId = `0u${'0'.repeat(52)}`
    await next.run(next.alice, waitingId, [actions.transfer(near)])
    const bytes = await next.sign(next.alice, waitingId, [call('get')])
    return next.failed(
      bytes,
      waitingId,
      { AccountNotInitialized: { account_id: waitingId } },
      { methodName: 'get' },
    )
  },
  MalformedUniversalStateInit: 'refused before it runs, as an ActionsValidationError of that name',
  TotalPromiseInputSizeExceeded: 'no protocol that was released limits the inputs of a receipt',
  ReceiptStorageProofSizeExceeded: proofTooLargeForReceipt,
})
