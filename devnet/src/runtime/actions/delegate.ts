import { delegateSigningBytes } from '../../primitives/action-codec.js'
import { gasKeyOf } from '../../primitives/gas-key.js'
import { sha256 } from '../../primitives/hash.js'
import { formatPublicKey } from '../../primitives/keys.js'
import type {
  AccessKey,
  ActionReceipt,
  DelegateAction,
  SignedDelegateAction,
} from '../../primitives/types.js'
import { u64Json } from '../../primitives/u64-json.js'
import { verifySignature } from '../../primitives/verify.js'
import { checkFunctionCallKey } from '../checks/function-call-key.js'
import { attachedGas, prepaidExecutionGas, prepaidSendGas } from '../fees/gas-totals.js'
import { noncesPerBlock } from '../state/access-keys.js'
import type { BlockContext } from '../state/block-context.js'
import type { ReceiptProgress } from '../types/receipt-progress.js'
import { ActionFailure } from './failure.js'

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
  const nonceIndex = delegateAction.versionTwo?.nonceIndex
  const keyNonce = currentNonce(block, delegateAction, key)
  if (nonce <= keyNonce) {
    const nonces = { delegate_nonce: u64Json(nonce), ak_nonce: u64Json(keyNonce) }
    throw new ActionFailure({ DelegateActionInvalidNonce: nonces })
  }
  const upperBound = block.height * noncesPerBlock
  if (nonce >= upperBound) {
    const nonces = { delegate_nonce: u64Json(nonce), upper_bound: u64Json(upperBound) }
    throw new ActionFailure({ DelegateActionNonceTooLarge: nonces })
  }
  if ('methodNames' in key.permission) {
    const refused = checkFunctionCallKey(
      key.permission,
      delegateAction,
      block.config.protocolVersion < 85,
    )
    if (refused !== undefined) throw new ActionFailure({ DelegateActionAccessKeyError: refused })
  }
  if (nonceIndex === undefined) state.setAccessKey(senderId, publicKey, { ...key, nonce })
  else state.setGasKeyNonce(senderId, publicKey, nonceIndex, nonce)
  reserveGas(block, receipt, delegateAction, progress)
  progress.made.push({
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

/** The nonce that the action must pass: the key's own, or the one it names of a gas key. */
function currentNonce(
  { state }: BlockContext,
  { senderId, publicKey, versionTwo }: DelegateAction,
  key: AccessKey,
): bigint {
  const nonceIndex = versionTwo?.nonceIndex
  const gasKey = gasKeyOf(key)
  if (nonceIndex === undefined) {
    if (gasKey === undefined) return key.nonce
    throw new ActionFailure({ DelegateActionAccessKeyError: 'DelegateActionRequiresNonGasKey' })
  }
  if (gasKey === undefined) {
    throw new ActionFailure({ DelegateActionAccessKeyError: 'DelegateActionRequiresGasKey' })
  }
  if (nonceIndex >= gasKey.numNonces) {
    const range = { nonce_index: nonceIndex, num_nonces: gasKey.numNonces }
    throw new ActionFailure({ DelegateActionInvalidNonceIndex: range })
  }
  return state.gasKeyNonce(senderId, publicKey, nonceIndex) ?? 0n
}

/** The relayer bought the gas of the inner receipt: sending it burns, the rest goes along. */
function reserveGas(
  { config }: BlockContext,
  receipt: ActionReceipt,
  { actions, receiverId }: DelegateAction,
  progress: ReceiptProgress,
): void {
  const sent = prepaidSendGas(config, receipt.actions)
  progress.gasBurnt += sent
  progress.gasUsed += sent + prepaidExecutionGas(config, actions, receiverId) + attachedGas(actions)
}
