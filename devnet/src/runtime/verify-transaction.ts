import { isAccountId } from '../primitives/account-id.js'
import { formatPublicKey } from '../primitives/keys.js'
import type {
  AccessKey,
  ErrorJson,
  FunctionCallPermission,
  SignedTransaction,
  Transaction,
} from '../primitives/types.js'
import { verifySignature } from '../primitives/verify.js'
import type { ProtocolConfig } from '../vm/config.js'
import type { Account } from './interface.js'
import type { StateUpdate } from './state-update.js'
import { missingForStorageYocto } from './storage-stake.js'
import { type TransactionCost, transactionCost } from './transaction-cost.js'
import { validateActions } from './validate-actions.js'

export type VerifiedTransaction = {
  readonly account: Account
  readonly accessKey: AccessKey
  readonly cost: TransactionCost
}

export type Verification =
  | { readonly ok: true; readonly verified: VerifiedTransaction }
  | { readonly ok: false; readonly error: ErrorJson }

const accessKeyNonceRange = 1_000_000n

/** Checks without state: ids, actions, size, signature. */
export function verifyStateless(
  config: ProtocolConfig,
  signed: SignedTransaction,
): ErrorJson | undefined {
  const { transaction } = signed
  if (!isAccountId(transaction.signerId))
    return { InvalidSignerId: { signer_id: transaction.signerId } }
  if (!isAccountId(transaction.receiverId))
    return { InvalidReceiverId: { receiver_id: transaction.receiverId } }
  const invalid = validateActions(config, transaction.actions, transaction.receiverId)
  if (invalid !== undefined) return { ActionsValidation: invalid }
  const limit = config.limits.max_transaction_size
  if (signed.encodedLength > limit)
    return { TransactionSizeExceeded: { size: signed.encodedLength, limit } }
  if (!verifySignature(signed.hash, signed.signature, transaction.publicKey))
    return 'InvalidSignature'
  return undefined
}

/** Checks against state, in nearcore's order, and what the signer will have afterwards. */
export function verifyStateful(
  config: ProtocolConfig,
  state: StateUpdate,
  transaction: Transaction,
  blockHeight: bigint,
  blockGasPriceYocto: bigint,
): Verification {
  const fail = (error: ErrorJson): Verification => ({ ok: false, error })
  const { signerId, publicKey, nonce } = transaction
  const account = state.account(signerId)
  if (account === undefined) return fail({ SignerDoesNotExist: { signer_id: signerId } })
  const key = state.accessKey(signerId, publicKey)
  if (key === undefined) {
    const missing = { account_id: signerId, public_key: formatPublicKey(publicKey) }
    return fail({ InvalidAccessKeyError: { AccessKeyNotFound: missing } })
  }
  if (nonce <= key.nonce)
    return fail({ InvalidNonce: { tx_nonce: Number(nonce), ak_nonce: Number(key.nonce) } })
  const upperBound = blockHeight * accessKeyNonceRange
  if (nonce >= upperBound)
    return fail({ NonceTooLarge: { tx_nonce: Number(nonce), upper_bound: Number(upperBound) } })
  const cost = transactionCost(config, transaction, blockGasPriceYocto)
  if (cost.totalYocto > account.amountYocto) {
    const balance = {
      signer_id: signerId,
      balance: `${account.amountYocto}`,
      cost: `${cost.totalYocto}`,
    }
    return fail({ NotEnoughBalance: balance })
  }
  const charged = { ...account, amountYocto: account.amountYocto - cost.totalYocto }
  const permission = key.permission.kind === 'FunctionCall' ? key.permission : undefined
  const allowance = permission?.allowanceYocto
  if (allowance !== undefined && allowance < cost.totalYocto) {
    const short = {
      account_id: signerId,
      public_key: formatPublicKey(publicKey),
      allowance: `${allowance}`,
      cost: `${cost.totalYocto}`,
    }
    return fail({ InvalidAccessKeyError: { NotEnoughAllowance: short } })
  }
  const missing = missingForStorageYocto(config, charged)
  if (missing > 0n)
    return fail({ LackBalanceForState: { signer_id: signerId, amount: `${missing}` } })
  if (permission !== undefined) {
    const refused = checkFunctionCallKey(permission, transaction)
    if (refused !== undefined) return fail({ InvalidAccessKeyError: refused })
  }
  const accessKey: AccessKey =
    permission === undefined || allowance === undefined
      ? { ...key, nonce }
      : {
          nonce,
          permission: {
            ...permission,
            kind: 'FunctionCall',
            allowanceYocto: allowance - cost.totalYocto,
          },
        }
  return { ok: true, verified: { account: charged, accessKey, cost } }
}

/** What a function-call key may sign: one call without deposit to its receiver and methods. */
export function checkFunctionCallKey(
  permission: FunctionCallPermission,
  { receiverId, actions }: Pick<Transaction, 'receiverId' | 'actions'>,
): ErrorJson | undefined {
  const [action] = actions
  if (actions.length !== 1 || action?.kind !== 'FunctionCall') return 'RequiresFullAccess'
  if (action.depositYocto > 0n) return 'DepositWithFunctionCall'
  if (permission.receiverId !== receiverId) {
    return { ReceiverMismatch: { tx_receiver: receiverId, ak_receiver: permission.receiverId } }
  }
  const { methodNames } = permission
  if (methodNames.length > 0 && !methodNames.includes(action.methodName)) {
    return { MethodNameMismatch: { method_name: action.methodName } }
  }
  return undefined
}
