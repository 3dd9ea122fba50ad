import type { Devnet, DevnetAccount } from '@research-hub/devnet'
import { KeyPairSigner, Transaction } from 'near-api-js'

export type SendOptions = {
  /** Signs instead of the account's own key. */
  readonly secretKey?: string
  readonly nonce?: bigint
  readonly blockHash?: Uint8Array
}

/** The Borsh bytes of actions signed as a client would sign them. */
export async function signActions(
  devnet: Devnet,
  account: Pick<DevnetAccount, 'accountId' | 'secretKey'>,
  receiverId: string,
  actions: Transaction['actions'],
  options: SendOptions = {},
): Promise<Uint8Array> {
  const [curve, secret = ''] = (options.secretKey ?? account.secretKey).split(':')
  const signer = KeyPairSigner.fromSecretKey(
    curve === 'secp256k1' ? `secp256k1:${secret}` : `ed25519:${secret}`,
  )
  const publicKey = await signer.getPublicKey()
  const transaction = new Transaction({
    signerId: account.accountId,
    publicKey,
    nonce: options.nonce ?? (await nextNonce(devnet, account.accountId, publicKey.toString())),
    receiverId,
    blockHash: options.blockHash ?? devnet.chain.head().header.hash,
    actions,
  })
  const { signedTransaction } = await signer.signTransaction(transaction)
  return signedTransaction.encode()
}

/**
 * Signs actions and sends them as a client would; the answer is the final execution outcome. Rejects
 * with the node's error when the transaction itself is refused.
 */
export async function sendActions(
  devnet: Devnet,
  account: DevnetAccount,
  receiverId: string,
  actions: Transaction['actions'],
  options: SendOptions = {},
): Promise<unknown> {
  const signed = await signActions(devnet, account, receiverId, actions, options)
  return devnet.request('send_tx', {
    signed_tx_base64: Buffer.from(signed).toString('base64'),
    wait_until: 'FINAL',
  })
}

/** One more than the key's nonce; 1 for a key that is not there. */
async function nextNonce(devnet: Devnet, accountId: string, publicKey: string): Promise<bigint> {
  const key = await devnet
    .request('query', {
      request_type: 'view_access_key',
      finality: 'optimistic',
      account_id: accountId,
      public_key: publicKey,
    })
    .catch(() => undefined)
  return BigInt((key as { nonce?: number } | undefined)?.nonce ?? 0) + 1n
}
