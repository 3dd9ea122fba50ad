import { sha256 } from '@noble/hashes/sha2.js'
import { base58 } from '@scure/base'
import { actions, encodeTransaction, KeyPairSigner, Transaction } from 'near-api-js'
import { HubError } from '../errors/hub-error.js'
import { member } from '../json.js'
import { toBase64 } from '../payments/bytes.js'
import { RpcError, type Transport } from '../transports/transport.js'
import { nonceLane } from './nonces.js'
import { readResult, type TransactionResult } from './result.js'

export type Account = { readonly accountId: string; readonly secretKey: `ed25519:${string}` }

export type FunctionCall = {
  readonly methodName: string
  readonly args: unknown
  readonly gas: bigint
  readonly depositYocto: bigint
}

export type SendContext = {
  readonly transport: Transport
  readonly networkId: string
  readonly account: Account
  /** Called with each hash before its transaction is sent; keep it to find out later what happened. */
  readonly onSigned?: ((transactionHash: string) => void | Promise<void>) | undefined
  /** How long to look for a transaction whose fate is unknown; 60 s unless given. */
  readonly lookupTimeoutMs?: number | undefined
}

type Signed = { readonly hash: string; readonly base64: string }

const nonceAttempts = 3

/**
 * Sends calls to one contract in one transaction, at most once: the signed bytes go out one time,
 * and when the answer is lost the hash is looked up instead of signing anew. Only a transaction
 * that the chain refused for its nonce, and does not know, is signed again.
 */
export async function sendCalls(
  context: SendContext,
  receiverId: string,
  calls: readonly FunctionCall[],
): Promise<TransactionResult> {
  for (let attempt = 1; ; attempt++) {
    const signed = await sign(context, receiverId, calls)
    await context.onSigned?.(signed.hash)
    const outcome = await broadcast(context, signed)
    if (outcome !== undefined) return readResult(outcome, signed.hash)
    if (attempt === nonceAttempts)
      throw new HubError('SDK_TX_REFUSED', ['InvalidNonce, repeatedly'])
  }
}

async function sign(
  context: SendContext,
  receiverId: string,
  calls: readonly FunctionCall[],
): Promise<Signed> {
  const { transport, networkId, account } = context
  const signer = KeyPairSigner.fromSecretKey(account.secretKey)
  const publicKey = await signer.getPublicKey()
  const lane = nonceLane(networkId, account.accountId, publicKey.toString())
  const nonce = await lane.next(async () => {
    const key = await query(transport, {
      request_type: 'view_access_key',
      finality: 'optimistic',
      account_id: account.accountId,
      public_key: publicKey.toString(),
    })
    return BigInt(Number(member(key, 'nonce')))
  })
  const block = await transport.request('block', { finality: 'final' })
  const blockHash = base58.decode(String(member(member(block, 'header'), 'hash')))
  const transaction = new Transaction({
    signerId: account.accountId,
    publicKey,
    nonce,
    receiverId,
    blockHash,
    actions: calls.map(({ methodName, args, gas, depositYocto }) =>
      actions.functionCall(
        methodName,
        new TextEncoder().encode(JSON.stringify(args)),
        gas,
        depositYocto,
      ),
    ),
  })
  const { signedTransaction } = await signer.signTransaction(transaction)
  const hash = base58.encode(sha256(encodeTransaction(transaction)))
  return { hash, base64: toBase64(signedTransaction.encode()) }
}

/** The outcome; undefined when the chain refused the nonce and knows nothing of the transaction. */
async function broadcast(context: SendContext, signed: Signed): Promise<unknown> {
  const { transport, networkId, account } = context
  try {
    const outcome = await transport.request('send_tx', {
      signed_tx_base64: signed.base64,
      wait_until: 'FINAL',
    })
    return member(outcome, 'status') === undefined ? lookUp(context, signed.hash) : outcome
  } catch (error) {
    if (!(error instanceof RpcError) || error.causeName !== 'INVALID_TRANSACTION') {
      return lookUp(context, signed.hash)
    }
    const invalid = member(member(error.data, 'TxExecutionError'), 'InvalidTxError')
    const publicKey = await KeyPairSigner.fromSecretKey(account.secretKey).getPublicKey()
    nonceLane(networkId, account.accountId, publicKey.toString()).reset()
    if (member(invalid, 'InvalidNonce') === undefined) {
      throw new HubError('SDK_TX_REFUSED', [JSON.stringify(invalid ?? error.message)], {
        cause: error,
      })
    }
    return status(context, signed.hash)
  }
}

/** Asks for a transaction until it is final or the time is over. */
async function lookUp(context: SendContext, hash: string): Promise<unknown> {
  const deadline = Date.now() + (context.lookupTimeoutMs ?? 60_000)
  for (;;) {
    const outcome = await status(context, hash).catch(() => undefined)
    if (outcome !== undefined) return outcome
    if (Date.now() > deadline)
      throw new HubError('SDK_TX_UNKNOWN', [hash], { transactionHash: hash })
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function status({ transport, account }: SendContext, hash: string): Promise<unknown> {
  const params = { tx_hash: hash, sender_account_id: account.accountId, wait_until: 'FINAL' }
  try {
    return await transport.request('tx', params)
  } catch (error) {
    if (error instanceof RpcError && error.causeName === 'UNKNOWN_TRANSACTION') return undefined
    throw error
  }
}

/** A `query` whose failures come as results with an `error` member. */
export async function query(
  transport: Transport,
  params: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const result = await transport.request('query', params)
  const error = member(result, 'error')
  if (typeof error === 'string') throw new HubError('SDK_RPC', [String(params.request_type), error])
  return result
}
