import { isAccountId } from '../../primitives/account-id.js'
import { gasKeyOf, withGasKeyBalance } from '../../primitives/gas-key.js'
import { formatPublicKey, isPostQuantum } from '../../primitives/keys.js'
import type {
  AccessKey,
  ErrorJson,
  FunctionCallPermission,
  SignedTransaction,
  Transaction,
} from '../../primitives/types.js'
import { u64Json } from '../../primitives/u64-json.js'
import { verifySignature } from '../../primitives/verify.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import { missingForStorageYocto } from '../fees/storage-stake.js'
import { type TransactionCost, transactionCost } from '../fees/transaction-cost.js'
import { noncesPerBlock } from '../state/access-keys.js'
import type { StateUpdate } from '../state/update.js'
import type { Account } from '../types/account.js'
import { isBootstrap } from './bootstrap.js'
import { validateActions } from './validate-actions.js'

export type VerifiedTransaction = {
  readonly account: Account
  /** Undefined when a waiting universal account signed for itself: it has no key yet. */
  readonly accessKey: AccessKey | undefined
  /** Set when a gas key signed: which of its nonces moves. */
  readonly nonceIndex: number | undefined
  readonly cost: TransactionCost
}

export type Verification =
  | { readonly ok: true; readonly verified: VerifiedTransaction }
  | {
      readonly ok: false
      readonly error: ErrorJson
      /** A gas key pays for the conversion although the account cannot pay the deposit. */
      readonly charged?: VerifiedTransaction
    }

const maxBalanceYocto = 2n ** 128n - 1n

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

/** Checks against state, in nearcore's order, and what the signer will have afterwards. */
export function verifyStateful(
  config: ProtocolConfig,
  state: StateUpdate,
  transaction: Transaction,
  blockHeight: bigint,
  blockGasPriceYocto: bigint,
): Verification {
  const { signerId, publicKey, versionOne } = transaction
  const cost = transactionCost(config, transaction, blockGasPriceYocto)
  if (cost.totalYocto > maxBalanceYocto) return fail('CostOverflow')
  const account = state.account(signerId)
  if (account === undefined) return fail({ SignerDoesNotExist: { signer_id: signerId } })
  const key = state.accessKey(signerId, publicKey)
  const upperBound = blockHeight * noncesPerBlock
  if (key === undefined) {
    const { bootstrapNonce } = account
    if (bootstrapNonce === undefined || !isBootstrap(transaction))
      return fail(keyNotFound(transaction))
    return verifyBootstrap({ config, account, transaction, cost, upperBound, bootstrapNonce })
  }
  const nonceIndex = versionOne?.nonceIndex
  if (nonceIndex !== undefined) {
    const nonce = state.gasKeyNonce(signerId, publicKey, nonceIndex)
    return verifyGasKey({ config, account, key, transaction, cost, upperBound, nonceIndex, nonce })
  }
  const gasKey = gasKeyOf(key)
  if (gasKey !== undefined) {
    return fail({ InvalidNonceIndex: { tx_nonce_index: null, num_nonces: gasKey.numNonces } })
  }
  return verifyOrdinaryKey({ config, account, key, transaction, cost, upperBound })
}

type KeyCheck = {
  readonly config: ProtocolConfig
  readonly account: Account
  readonly key: AccessKey
  readonly transaction: Transaction
  readonly cost: TransactionCost
  /** First nonce that is too large. */
  readonly upperBound: bigint
}

const fail = (error: ErrorJson): Verification => ({ ok: false, error })

function keyNotFound({ signerId, publicKey }: Transaction): ErrorJson {
  const missing = { account_id: signerId, public_key: formatPublicKey(publicKey) }
  return { InvalidAccessKeyError: { AccessKeyNotFound: missing } }
}

function checkNonce(
  { nonce, versionOne }: Transaction,
  keyNonce: bigint,
  upperBound: bigint,
  mustBeNext = false,
): ErrorJson | undefined {
  const isStrict = mustBeNext || versionOne?.nonceMode === 'strict'
  const isWrong = isStrict ? nonce !== keyNonce + 1n : nonce <= keyNonce
  if (isWrong) return { InvalidNonce: { tx_nonce: u64Json(nonce), ak_nonce: u64Json(keyNonce) } }
  if (nonce < upperBound) return undefined
  return { NonceTooLarge: { tx_nonce: u64Json(nonce), upper_bound: u64Json(upperBound) } }
}

/** The account after it has paid for everything, or why it can not. */
function payAll(
  { config, account, transaction, cost }: Omit<KeyCheck, 'key'>,
  checkAllowance: () => ErrorJson | undefined = () => undefined,
): Account | { readonly error: ErrorJson } {
  const { signerId } = transaction
  const { amountYocto } = account
  if (cost.totalYocto > amountYocto) {
    const short = { signer_id: signerId, balance: `${amountYocto}`, cost: `${cost.totalYocto}` }
    return { error: { NotEnoughBalance: short } }
  }
  const error = checkAllowance()
  if (error !== undefined) return { error }
  const charged = { ...account, amountYocto: amountYocto - cost.totalYocto }
  const missing = missingForStorageYocto(config, charged)
  if (missing === 0n) return charged
  return { error: { LackBalanceForState: { signer_id: signerId, amount: `${missing}` } } }
}

function verifyOrdinaryKey(check: KeyCheck): Verification {
  const { key, transaction, cost, upperBound } = check
  const { signerId, publicKey, nonce } = transaction
  const wrongNonce = checkNonce(transaction, key.nonce, upperBound)
  if (wrongNonce !== undefined) return fail(wrongNonce)
  const permission = key.permission.kind === 'FunctionCall' ? key.permission : undefined
  const allowance = permission?.allowanceYocto
  const charged = payAll(check, () => {
    if (allowance === undefined || allowance >= cost.totalYocto) return undefined
    const short = {
      account_id: signerId,
      public_key: formatPublicKey(publicKey),
      allowance: `${allowance}`,
      cost: `${cost.totalYocto}`,
    }
    return { InvalidAccessKeyError: { NotEnoughAllowance: short } }
  })
  if ('error' in charged) return fail(charged.error)
  if (permission !== undefined) {
    const refused = checkFunctionCallKey(permission, transaction)
    if (refused !== undefined) return fail({ InvalidAccessKeyError: refused })
  }
  const accessKey: AccessKey =
    permission === undefined || allowance === undefined
      ? { ...key, nonce }
      : { nonce, permission: { ...permission, allowanceYocto: allowance - cost.totalYocto } }
  return { ok: true, verified: { account: charged, accessKey, nonceIndex: undefined, cost } }
}

/**
 * A waiting universal account's own state init. Only the next nonce will do, whatever the
 * transaction says of it, and it is used up even if the state init fails, so that the same bytes
 * work once (nearcore `verify_and_charge_bootstrap_tx_ephemeral`).
 */
function verifyBootstrap(
  check: Omit<KeyCheck, 'key'> & { readonly bootstrapNonce: bigint },
): Verification {
  const { transaction, cost, upperBound, bootstrapNonce } = check
  const wrongNonce = checkNonce(transaction, bootstrapNonce, upperBound, true)
  if (wrongNonce !== undefined) return fail(wrongNonce)
  const charged = payAll(check)
  if ('error' in charged) return fail(charged.error)
  const account = { ...charged, bootstrapNonce: transaction.nonce }
  return { ok: true, verified: { account, accessKey: undefined, nonceIndex: undefined, cost } }
}

/** A gas key pays for gas from its own balance; only deposits come from the account. */
function verifyGasKey(
  check: KeyCheck & { readonly nonceIndex: number; readonly nonce: bigint | undefined },
): Verification {
  const { config, account, key, transaction, cost, upperBound, nonceIndex, nonce } = check
  const { signerId } = transaction
  const gasKey = gasKeyOf(key)
  const numNonces = gasKey?.numNonces ?? 0
  // The nonce is looked up before the key's kind; an ordinary key has no numbered ones.
  if (nonce === undefined || (gasKey !== undefined && nonceIndex >= numNonces)) {
    return fail({ InvalidNonceIndex: { tx_nonce_index: nonceIndex, num_nonces: numNonces } })
  }
  if (gasKey === undefined) return fail(keyNotFound(transaction))
  const { balanceYocto } = gasKey
  const wrongNonce = checkNonce(transaction, nonce, upperBound)
  if (wrongNonce !== undefined) return fail(wrongNonce)
  if (balanceYocto < cost.gasYocto) {
    const short = { signer_id: signerId, balance: `${balanceYocto}`, cost: `${cost.gasYocto}` }
    return fail({ NotEnoughGasKeyBalance: short })
  }
  if (gasKey.kind === 'GasKeyFunctionCall') {
    const refused = checkFunctionCallKey(gasKey, transaction)
    if (refused !== undefined) return fail({ InvalidAccessKeyError: refused })
  }
  const pay = (paidYocto: bigint, payer: Account): VerifiedTransaction => ({
    account: payer,
    accessKey: withGasKeyBalance(key, gasKey, balanceYocto - paidYocto),
    nonceIndex,
    cost,
  })
  const depositFails = (balance: bigint, costYocto: bigint, reason: string): Verification => ({
    ok: false,
    error: {
      NotEnoughBalanceForDeposit: {
        signer_id: signerId,
        balance: `${balance}`,
        cost: `${costYocto}`,
        reason,
      },
    },
    charged: pay(cost.burntYocto, account),
  })
  const { amountYocto } = account
  if (amountYocto < cost.depositYocto) {
    return depositFails(amountYocto, cost.depositYocto, 'NotEnoughBalance')
  }
  const payer = { ...account, amountYocto: amountYocto - cost.depositYocto }
  const missing = missingForStorageYocto(config, payer)
  if (missing > 0n) return depositFails(payer.amountYocto, missing, 'LackBalanceForState')
  return { ok: true, verified: pay(cost.gasYocto, payer) }
}

/** What a function-call key may sign: one call without deposit to its receiver and methods. */
export function checkFunctionCallKey(
  permission: FunctionCallPermission,
  { receiverId, actions }: Pick<Transaction, 'receiverId' | 'actions'>,
  depositIsLast = false,
): ErrorJson | undefined {
  const [action] = actions
  if (actions.length !== 1 || action?.kind !== 'FunctionCall') return 'RequiresFullAccess'
  const refused = action.depositYocto > 0n ? 'DepositWithFunctionCall' : undefined
  if (refused !== undefined && !depositIsLast) return refused
  if (permission.receiverId !== receiverId) {
    return { ReceiverMismatch: { tx_receiver: receiverId, ak_receiver: permission.receiverId } }
  }
  const { methodNames } = permission
  if (methodNames.length > 0 && !methodNames.includes(action.methodName)) {
    return { MethodNameMismatch: { method_name: action.methodName } }
  }
  return refused
}
