import { delegateSigningBytes } from '../primitives/action-codec.js'
import { sha256 } from '../primitives/hash.js'
import { formatPublicKey } from '../primitives/keys.js'
import type { ActionReceipt, SignedDelegateAction } from '../primitives/types.js'
import { verifySignature } from '../primitives/verify.js'
import { ActionFailure, type ReceiptProgress } from './action-result.js'
import type { BlockContext } from './block-context.js'
import { checkFunctionCallKey } from './verify-transaction.js'

/** NEP-366: checks a signed delegate action and turns it into a receipt from its sender. */
export function applyDelegate(
  block: BlockContext,
  receipt: ActionReceipt,
  { delegateAction, signature }: SignedDelegateAction,
  progress: ReceiptProgress,
): void {
  const { state } = block
  const { senderId, publicKey, nonce } = delegateAction
  if (!verifySignature(sha256(delegateSigningBytes(delegateAction)), signature, publicKey)) {
    throw new ActionFailure('DelegateActionInvalidSignature')
  }
  if (block.height > delegateAction.maxBlockHeight) throw new ActionFailure('DelegateActionExpired')
  if (senderId !== receipt.receiverId) {
    const mismatch = { sender_id: senderId, receiver_id: receipt.receiverId }
    throw new ActionFailure({ DelegateActionSenderDoesNotMatchTxReceiver: mismatch })
  }
  const key = state.accessKey(senderId, publicKey)
  if (key === undefined) {
    const missing = { account_id: senderId, public_key: formatPublicKey(publicKey) }
    throw new ActionFailure({ DelegateActionAccessKeyError: { AccessKeyNotFound: missing } })
  }
  if (nonce <= key.nonce) {
    const nonces = { delegate_nonce: Number(nonce), ak_nonce: Number(key.nonce) }
    throw new ActionFailure({ DelegateActionInvalidNonce: nonces })
  }
  const upperBound = block.height * 1_000_000n
  if (nonce >= upperBound) {
    const nonces = { delegate_nonce: Number(nonce), upper_bound: Number(upperBound) }
    throw new ActionFailure({ DelegateActionNonceTooLarge: nonces })
  }
  if (key.permission.kind === 'FunctionCall') {
    const refused = checkFunctionCallKey(key.permission, delegateAction)
    if (refused !== undefined) throw new ActionFailure({ DelegateActionAccessKeyError: refused })
  }
  state.setAccessKey(senderId, publicKey, { ...key, nonce })
  progress.delegated.push({
    kind: 'Action',
    predecessorId: senderId,
    receiverId: delegateAction.receiverId,
    signerId: receipt.signerId,
    signerPublicKey: receipt.signerPublicKey,
    gasPriceYocto: receipt.gasPriceYocto,
    outputDataReceivers: [],
    inputDataIds: [],
    actions: delegateAction.actions,
    isPromiseYield: false,
    refundTo: undefined,
  })
}
