import { isAccountId } from '../../primitives/account-id.js'
import { isPostQuantum } from '../../primitives/keys.js'
import type { ErrorJson, SignedTransaction } from '../../primitives/types.js'
import { verifySignature } from '../../primitives/verify.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import { validateActions } from './validate-actions.js'

/** Transactions that passed the checks without state, with the tables they passed under. */
const passed = new WeakMap<SignedTransaction, ProtocolConfig>()

/** Checks without state: ids, actions, size, signature. What has passed is not checked again. */
export function verifyStateless(
  config: ProtocolConfig,
  signed: SignedTransaction,
): ErrorJson | undefined {
  if (passed.get(signed) === config) return undefined
  const refused = checkStateless(config, signed)
  if (refused === undefined) passed.set(signed, config)
  return refused
}

function checkStateless(config: ProtocolConfig, signed: SignedTransaction): ErrorJson | undefined {
  const { transaction } = signed
  if (!isAccountId(transaction.signerId))
    return { InvalidSignerId: { signer_id: transaction.signerId } }
  if (!isAccountId(transaction.receiverId))
    return { InvalidReceiverId: { receiver_id: transaction.receiverId } }
  const invalid = validateActions(config, transaction.actions, transaction.receiverId)
  if (invalid !== undefined) return { ActionsValidation: invalid }
  const unsupported = checkVersion(config, signed)
  if (unsupported !== undefined) return unsupported
  const limit = config.limits.max_transaction_size
  const size = sizeForLimits(config, signed)
  if (size > limit) return { TransactionSizeExceeded: { size, limit } }
  if (!verifySignature(signed.hash, signed.signature, transaction.publicKey))
    return 'InvalidSignature'
  return undefined
}

/** V1 transactions, strict nonces and ML-DSA-65 keys came with protocol 85. */
function checkVersion(
  { protocolVersion }: ProtocolConfig,
  { transaction, signature }: SignedTransaction,
): ErrorJson | undefined {
  if (protocolVersion >= 85) return undefined
  const isNew =
    transaction.versionOne !== undefined ||
    isPostQuantum(transaction.publicKey) ||
    isPostQuantum(signature)
  return isNew ? 'InvalidTransactionVersion' : undefined
}

/** Bytes that count for limits: before protocol 85 without the signature. */
export function sizeForLimits(
  { protocolVersion }: ProtocolConfig,
  signed: SignedTransaction,
): number {
  if (protocolVersion >= 85) return signed.encodedLength
  return signed.encodedLength - signed.signature.data.length - 1
}
