/** What delegate actions (NEP-366) fail with. */
import type { DevnetAccount } from '@research-hub/devnet'
import { type Action, actions, buildDelegateAction, KeyPairSigner } from 'near-api-js'
import { generateKey } from 'near-kit'
import type { Stage, Staged } from './stage.js'

type PrivateKey = `ed25519:${string}`
type Change = {
  readonly nonce?: bigint
  readonly maxBlockHeight?: bigint
  readonly senderId?: string
  /** Signs another nonce than the one that is sent. */
  readonly isForged?: boolean
  readonly secretKey?: string
}

async function keyNonce(stage: Stage, account: DevnetAccount): Promise<number> {
  const key = await stage.devnet.request('query', {
    request_type: 'view_access_key',
    finality: 'final',
    account_id: account.accountId,
    public_key: account.publicKey,
  })
  return (key as { readonly nonce: number }).nonce
}

/** A transfer that an account signs for somebody else to send. */
async function delegate(stage: Stage, account: DevnetAccount, change: Change): Promise<Action> {
  const signer = KeyPairSigner.fromSecretKey((change.secretKey ?? account.secretKey) as PrivateKey)
  const delegateAction = buildDelegateAction({
    actions: [actions.transfer(1n)],
    maxBlockHeight: change.maxBlockHeight ?? 1_000_000n,
    nonce: change.nonce ?? BigInt(await keyNonce(stage, account)) + 1n,
    publicKey: await signer.getPublicKey(),
    receiverId: 'test.near',
    senderId: change.senderId ?? account.accountId,
  })
  const signed = change.isForged
    ? buildDelegateAction({ ...delegateAction, nonce: delegateAction.nonce + 1n })
    : delegateAction
  const { signedDelegate } = await signer.signDelegateAction(signed)
  return actions.signedDelegate({ delegateAction, signature: signedDelegate.signature })
}

/** Alice sends it to the account that signed it. */
async function relay(stage: Stage, account: DevnetAccount, change: Change): Promise<Uint8Array> {
  const action = await delegate(stage, account, change)
  return stage.sign(stage.alice, account.accountId, [action])
}

/** A delegate action of the second version, which names a nonce of a gas key. */
async function relayV2(
  stage: Stage,
  account: DevnetAccount,
  secretKey: string,
  nonceIndex: number,
): Promise<Uint8Array> {
  const { signedDelegateAction } = await stage
    .kit(account)
    .transaction(account.accountId)
    .signWith(secretKey as PrivateKey)
    .transfer('test.near', '1 yocto')
    .delegateV2({ nonceIndex, nonce: 1n })
  const relayer = await stage.account()
  const outer = stage
    .kit(relayer)
    .transaction(relayer.accountId)
    .signedDelegateActionV2(signedDelegateAction)
  await outer.sign()
  return outer.serialize()
}

async function expired(stage: Stage): Promise<Staged> {
  const account = await stage.account()
  const bytes = await relay(stage, account, { maxBlockHeight: 1n })
  return stage.failed(bytes, account.accountId, 'DelegateActionExpired')
}

/** Of an ordinary delegate that a gas key signed. */
export async function delegateOfGasKey(stage: Stage): Promise<Staged> {
  const { secretKey, publicKey } = generateKey()
  const { account } = await stage.gasKey(publicKey.toString())
  const bytes = await relay(stage, account, { secretKey })
  return stage.failed(bytes, account.accountId, {
    DelegateActionAccessKeyError: 'DelegateActionRequiresNonGasKey',
  })
}

/** Of a delegate that names a gas key's nonce and an ordinary key signed. */
export async function delegateWithoutGasKey(stage: Stage): Promise<Staged> {
  const account = await stage.account()
  const bytes = await relayV2(stage, account, account.secretKey, 0)
  return stage.failed(bytes, account.accountId, {
    DelegateActionAccessKeyError: 'DelegateActionRequiresGasKey',
  })
}

export const delegateKinds: Readonly<Record<string, (stage: Stage) => Promise<Staged>>> = {
  DelegateActionInvalidSignature: async (stage) => {
    const account = await stage.account()
    const bytes = await relay(stage, account, { isForged: true })
    return stage.failed(bytes, account.accountId, 'DelegateActionInvalidSignature')
  },
  DelegateActionSenderDoesNotMatchTxReceiver: async (stage) => {
    const account = await stage.account()
    const bytes = await relay(stage, account, { senderId: 'test.near' })
    return stage.failed(bytes, account.accountId, {
      DelegateActionSenderDoesNotMatchTxReceiver: {
        sender_id: 'test.near',
        receiver_id: account.accountId,
      },
    })
  },
  DelegateActionExpired: expired,
  DelegateActionAccessKeyError: async (stage) => {
    const account = await stage.account()
    const { secretKey, publicKey } = generateKey()
    const bytes = await relay(stage, account, { secretKey, nonce: 1n })
    const missing = { account_id: account.accountId, public_key: publicKey.toString() }
    return stage.failed(bytes, account.accountId, {
      DelegateActionAccessKeyError: { AccessKeyNotFound: missing },
    })
  },
  DelegateActionInvalidNonce: async (stage) => {
    const account = await stage.account()
    const nonce = await keyNonce(stage, account)
    const bytes = await relay(stage, account, { nonce: 7n })
    return stage.failed(bytes, account.accountId, {
      DelegateActionInvalidNonce: { delegate_nonce: 7, ak_nonce: nonce },
    })
  },
  DelegateActionNonceTooLarge: async (stage) => {
    const account = await stage.account()
    const bytes = await relay(stage, account, { nonce: 2n ** 52n })
    // The transaction is in the next block and its receipt in the one after that.
    const upper_bound = (stage.position().block_height + 2) * 1_000_000
    return stage.failed(bytes, account.accountId, {
      DelegateActionNonceTooLarge: { delegate_nonce: 2 ** 52, upper_bound },
    })
  },
  DelegateActionInvalidNonceIndex: async (stage) => {
    const { secretKey, publicKey } = generateKey()
    const { account } = await stage.gasKey(publicKey.toString())
    const bytes = await relayV2(stage, account, secretKey, 9)
    return stage.failed(bytes, account.accountId, {
      DelegateActionInvalidNonceIndex: { nonce_index: 9, num_nonces: 2 },
    })
  },
}
