import { sha256 } from '@noble/hashes/sha2.js'
import { base58 } from '@scure/base'
import { encodeTransaction, KeyPairSigner, type PublicKey, Transaction } from 'near-api-js'
import { toBase64 } from '../codecs/base64.js'
import { toHex } from '../codecs/hex.js'
import { member } from '../codecs/json.js'
import { HubError } from '../errors/hub-error.js'
import { type SendAction, toNearAction } from './actions.js'
import type { Attempt } from './attempt.js'
import type { Account } from './context.js'
import type { JournalEntry } from './journal.js'
import { nonceLane } from './nonces.js'

type Intention = {
  readonly id: string
  readonly receiverId: string
  readonly actions: readonly SendAction[]
}

/** Signs with the next nonce of the key, on the latest final block. */
export async function sign(attempt: Attempt, intention: Intention): Promise<JournalEntry> {
  const { networkId, account } = attempt.context
  const { id, receiverId, actions } = intention
  const { signer, publicKey } = await signerOf(account)
  const keyText = publicKey.toString()
  const { header, referenceHeight } = await attempt.repeat(() => finalBlock(attempt))
  const lane = nonceLane(networkId, account.accountId, keyText)
  const nonce = await lane.take(() => attempt.repeat(() => readNonce(attempt, keyText)))
  const transaction = new Transaction({
    signerId: account.accountId,
    publicKey,
    nonce,
    receiverId,
    blockHash: base58.decode(String(member(header, 'hash'))),
    actions: actions.map(toNearAction),
  })
  const { signedTransaction } = await signer.signTransaction(transaction)
  return {
    id,
    contentHash: contentHash(receiverId, actions),
    networkId,
    accountId: account.accountId,
    publicKey: keyText,
    receiverId,
    hash: base58.encode(sha256(encodeTransaction(transaction))),
    nonce: String(nonce),
    referenceHeight,
    signedBase64: toBase64(signedTransaction.encode()),
    state: 'pending',
  }
}

type AccountSigner = { readonly signer: KeyPairSigner; readonly publicKey: PublicKey }

/** Deriving the public key costs as much as a signature; it is done once an account. */
const signers = new WeakMap<Account, AccountSigner>()

async function signerOf(account: Account): Promise<AccountSigner> {
  const known = signers.get(account)
  if (known !== undefined) return known
  const signer = KeyPairSigner.fromSecretKey(account.secretKey)
  const made = { signer, publicKey: await signer.getPublicKey() }
  signers.set(account, made)
  return made
}

/** What makes two intentions the same. */
export function contentHash(receiverId: string, actions: readonly SendAction[]): string {
  const text = JSON.stringify([receiverId, actions], (_name, value: unknown) => {
    if (typeof value === 'bigint') return `${value}`
    return value instanceof Uint8Array ? toHex(sha256(value)) : value
  })
  return toHex(sha256(new TextEncoder().encode(text)))
}

async function finalBlock(
  attempt: Attempt,
): Promise<{ readonly header: unknown; readonly referenceHeight: string }> {
  const header = member(await attempt.ask('block', { finality: 'final' }), 'header')
  const height = member(header, 'height')
  if (typeof height !== 'number' || typeof member(header, 'hash') !== 'string') {
    throw new HubError('SDK_TRANSPORT', ['a block without height and hash'])
  }
  return { header, referenceHeight: String(height) }
}

/** Nonces stay far below 2^53: they start at a million times a block height. */
async function readNonce(attempt: Attempt, publicKey: string): Promise<bigint> {
  const key = await attempt.query({
    request_type: 'view_access_key',
    finality: 'optimistic',
    account_id: attempt.context.account.accountId,
    public_key: publicKey,
  })
  const nonce = member(key, 'nonce')
  if (typeof nonce === 'number') return BigInt(nonce)
  throw new HubError('SDK_TRANSPORT', ['an access key without a nonce'])
}
