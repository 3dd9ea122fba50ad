/** What a transaction is refused with: nearcore's `InvalidTxError` (core/primitives/src/errors.rs). */
import { createHash } from 'node:crypto'
import { actions, KeyPair } from 'near-api-js'
import { generateKey } from 'near-kit'
import { near, tgas } from '../../../support/units.js'
import { shardCongested } from './congestion.js'
import { delegateOfGasKey, delegateWithoutGasKey } from './delegates.js'
import { type Kind, kinds } from './kind.js'
import { aliceId, call, type Stage, type Staged } from './stage.js'

const one = [actions.transfer(1n)]
const overflow = 2n ** 128n - 1n
/** What burns at once costs the price it burns at; what a receipt burns is bought at ten times that. */
const gasYocto = (send: bigint, execution: bigint): bigint =>
  send * 100_000_000n + execution * 1_000_000_000n
const transferGas = 108_059_500_000n + 115_123_062_500n
const transferGasYocto = gasYocto(transferGas, transferGas)
const storagePriceYocto = 10n ** 19n

const noStorage = 'the state of this chain is in memory and whole'

export const invalidTransactions: readonly Kind[] = kinds('InvalidTxError', {
  InvalidAccessKeyError: async (stage) => {
    const key = KeyPair.fromRandom('ed25519')
    const bytes = await stage.sign(stage.alice, 'test.near', one, { secretKey: key.toString() })
    return stage.refused(bytes, {
      InvalidAccessKeyError: {
        AccessKeyNotFound: { account_id: aliceId, public_key: key.getPublicKey().toString() },
      },
    })
  },
  InvalidSignerId: 'a transaction whose signer is no account id does not decode',
  SignerDoesNotExist: async (stage) => {
    const nobody = { ...stage.alice, accountId: 'nobody.test.near' }
    const bytes = await stage.sign(nobody, 'test.near', one, { nonce: 1n })
    return stage.refused(bytes, { SignerDoesNotExist: { signer_id: 'nobody.test.near' } })
  },
  InvalidNonce: async (stage) => {
    const account = await stage.account()
    const bytes = await stage.sign(account, 'test.near', one, { nonce: 7n })
    // A new key starts at a million for each block before its own.
    const ak_nonce = (stage.position().block_height - 2) * 1_000_000
    return stage.refused(bytes, { InvalidNonce: { tx_nonce: 7, ak_nonce } })
  },
  NonceTooLarge: async (stage) => {
    const bytes = await stage.sign(stage.alice, 'test.near', one, { nonce: 2n ** 52n })
    const nextHeight = stage.position().block_height + 1
    return stage.refused(bytes, {
      NonceTooLarge: { tx_nonce: 2 ** 52, upper_bound: nextHeight * 1_000_000 },
    })
  },
  InvalidReceiverId: 'a transaction whose receiver is no account id does not decode',
  InvalidSignature: async (stage) => {
    const bytes = await stage.sign(stage.alice, 'test.near', one)
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    return stage.refused(bytes, 'InvalidSignature')
  },
  NotEnoughBalance: async (stage) => {
    const poor = await stage.account(near)
    const bytes = await stage.sign(poor, 'test.near', [actions.transfer(5n * near)])
    return stage.refused(bytes, {
      NotEnoughBalance: {
        signer_id: poor.accountId,
        balance: `${near}`,
        cost: `${5n * near + transferGasYocto}`,
      },
    })
  },
  LackBalanceForState: async (stage) => {
    const full = await stage.account(near)
    // Past 770 bytes an account has to hold a stake for its storage.
    await stage.run(full, full.accountId, [actions.deployContract(new Uint8Array(2_000))])
    const balance = stage.devnet.balanceYocto(full.accountId)
    const left = 10n ** 20n
    const amount = balance - transferGasYocto - left
    const bytes = await stage.sign(full, 'test.near', [actions.transfer(amount)])
    // 100 for the account, 82 for its key, 2,000 for its code.
    const missing = 2_182n * storagePriceYocto - left
    return stage.refused(bytes, {
      LackBalanceForState: { signer_id: full.accountId, amount: `${missing}` },
    })
  },
  CostOverflow: async (stage) => {
    const bytes = await stage.sign(stage.alice, 'test.near', [actions.transfer(overflow)])
    return stage.refused(bytes, 'CostOverflow')
  },
  InvalidChain: 'this chain has no forks whose blocks a transaction could name',
  Expired: async (stage) => {
    const blockHash = new Uint8Array(32)
    const bytes = await stage.sign(stage.alice, 'test.near', one, { blockHash })
    return stage.refused(bytes, 'Expired')
  },
  ActionsValidation: async (stage) => {
    const list = [actions.deleteAccount('test.near'), ...one]
    const bytes = await stage.sign(stage.alice, aliceId, list)
    return stage.refused(bytes, { ActionsValidation: 'DeleteActionMustBeFinal' })
  },
  TransactionSizeExceeded: async (stage) => {
    const code = new Uint8Array(1_572_864)
    const bytes = await stage.sign(stage.alice, aliceId, [actions.deployContract(code)])
    return stage.refused(bytes, {
      TransactionSizeExceeded: { size: bytes.length, limit: 1_572_864 },
    })
  },
  InvalidTransactionVersion: async (stage) => {
    const old = await stage.under('classic')
    const transaction = old.kit(old.alice).transaction(aliceId).strictNonceMode()
    const signed = transaction.transfer('test.near', '1 yocto')
    await signed.sign()
    return old.refused(signed.serialize(), 'InvalidTransactionVersion')
  },
  StorageError: noStorage,
  ShardCongested: shardCongested,
  ShardStuck: 'the shard misses no chunk',
  InvalidNonceIndex: async (stage) => {
    const { secretKey, publicKey } = generateKey()
    const { account, kit } = await stage.gasKey(publicKey.toString())
    const signed = kit
      .transaction(account.accountId)
      .signWith(secretKey as `ed25519:${string}`)
      .useGasKey(0)
      .transfer('test.near', '1 yocto')
    await signed.sign()
    const bytes = atNonceIndex(signed.serialize(), account.accountId, secretKey, 7)
    return stage.refused(bytes, { InvalidNonceIndex: { tx_nonce_index: 7, num_nonces: 2 } })
  },
  NotEnoughGasKeyBalance: async (stage) => {
    const { secretKey, publicKey } = generateKey()
    const { account, kit } = await stage.gasKey(publicKey.toString())
    const signed = kit
      .transaction(account.accountId)
      .signWith(secretKey as `ed25519:${string}`)
      .useGasKey(1)
      .transfer('test.near', '1 yocto')
    await signed.sign()
    return stage.refused(signed.serialize(), {
      NotEnoughGasKeyBalance: {
        signer_id: account.accountId,
        balance: '0',
        cost: `${transferGasYocto}`,
      },
    })
  },
  NotEnoughBalanceForDeposit: async (stage) => {
    const { secretKey, publicKey } = generateKey()
    const { account, kit } = await stage.gasKey(publicKey.toString(), { balanceYocto: near })
    const signed = kit
      .transaction(account.accountId)
      .signWith(secretKey as `ed25519:${string}`)
      .useGasKey(0)
      .transfer('test.near', '50 NEAR')
    await signed.sign()
    return stage.refused(signed.serialize(), {
      NotEnoughBalanceForDeposit: {
        signer_id: account.accountId,
        balance: `${stage.devnet.balanceYocto(account.accountId)}`,
        cost: `${50n * near}`,
        reason: 'NotEnoughBalance',
      },
    })
  },
})

/** Signs a V1 transaction anew for another nonce of its gas key. */
function atNonceIndex(
  signed: Uint8Array,
  signerId: string,
  secretKey: string,
  index: number,
): Uint8Array {
  const body = Uint8Array.from(signed.subarray(0, -65))
  // Version, id and its length, key and its type, kind of nonce, nonce.
  body[1 + 4 + signerId.length + 33 + 1 + 8] = index
  const { signature } = KeyPair.fromString(secretKey as `ed25519:${string}`).sign(
    createHash('sha256').update(body).digest(),
  )
  return Uint8Array.from([...body, 0, ...signature])
}

const limitedMethods = ['get']

/** A function-call key of a new account for one method of the test account. */
async function limited(stage: Stage, allowanceYocto = near) {
  const account = await stage.account()
  const key = KeyPair.fromRandom('ed25519')
  const addKey = actions.addFunctionCallAccessKey(
    key.getPublicKey(),
    'test.near',
    limitedMethods,
    allowanceYocto,
  )
  await stage.run(account, account.accountId, [addKey])
  return { account, secretKey: key.toString(), publicKey: key.getPublicKey().toString() }
}

const small = (methodName: string, depositYocto = 0n) =>
  call(methodName, new Uint8Array(0), tgas, depositYocto)

async function keyRefuses(
  stage: Stage,
  receiverId: string,
  list: Parameters<Stage['sign']>[2],
  error: string | { readonly [key: string]: { readonly [key: string]: string } },
): Promise<Staged> {
  const { account, secretKey } = await limited(stage)
  const bytes = await stage.sign(account, receiverId, list, { secretKey })
  return stage.refused(bytes, { InvalidAccessKeyError: error })
}

export const invalidAccessKeys: readonly Kind[] = kinds('InvalidAccessKeyError', {
  AccessKeyNotFound: async (stage) => {
    const key = KeyPair.fromRandom('ed25519')
    const bytes = await stage.sign(stage.alice, 'test.near', one, { secretKey: key.toString() })
    const missing = { account_id: aliceId, public_key: key.getPublicKey().toString() }
    return stage.refused(bytes, { InvalidAccessKeyError: { AccessKeyNotFound: missing } })
  },
  ReceiverMismatch: (stage) =>
    keyRefuses(stage, aliceId, [small('get')], {
      ReceiverMismatch: { tx_receiver: aliceId, ak_receiver: 'test.near' },
    }),
  MethodNameMismatch: (stage) =>
    keyRefuses(stage, 'test.near', [small('set')], { MethodNameMismatch: { method_name: 'set' } }),
  RequiresFullAccess: (stage) => keyRefuses(stage, 'test.near', one, 'RequiresFullAccess'),
  NotEnoughAllowance: async (stage) => {
    const { account, secretKey, publicKey } = await limited(stage, 1n)
    const bytes = await stage.sign(account, 'test.near', [small('get')], { secretKey })
    // Three bytes of method name, and the gas that is attached.
    const send = 108_059_500_000n + 200_000_000_000n + 3n * 47_683_715n
    const execution = 108_059_500_000n + 780_000_000_000n + 3n * 2_235_934n
    return stage.refused(bytes, {
      InvalidAccessKeyError: {
        NotEnoughAllowance: {
          account_id: account.accountId,
          public_key: publicKey,
          allowance: '1',
          cost: `${gasYocto(send, execution + tgas)}`,
        },
      },
    })
  },
  DepositWithFunctionCall: (stage) =>
    keyRefuses(stage, 'test.near', [small('get', 1n)], 'DepositWithFunctionCall'),
  DelegateActionRequiresNonGasKey: delegateOfGasKey,
  DelegateActionRequiresGasKey: delegateWithoutGasKey,
})

export const storageErrors: readonly Kind[] = kinds('StorageError', {
  StorageInternalError: noStorage,
  MissingTrieValue: noStorage,
  UnexpectedTrieValue: noStorage,
  StorageInconsistentState: noStorage,
  FlatStorageBlockNotSupported: noStorage,
  MemTrieLoadingError: noStorage,
})
