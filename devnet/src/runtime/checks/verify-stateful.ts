import { gasKeyOf } from '../../primitives/gas-key.js'
import { formatPublicKey } from '../../primitives/keys.js'
import type { AccessKey, ErrorJson, Transaction } from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import { missingForStorageYocto } from '../fees/storage-stake.js'
import { transactionCost } from '../fees/transaction-cost.js'
import { noncesPerBlock } from '../state/access-keys.js'
import type { StateUpdate } from '../state/update.js'
import type { Account } from '../types/account.js'
import { isBootstrap } from './bootstrap.js'
import { checkFunctionCallKey } from './function-call-key.js'
import {
  checkNonce,
  type KeyCheck,
  keyNotFound,
  refuse,
  type Verification,
} from './verification.js'
import { verifyGasKey } from './verify-gas-key.js'

const maxBalanceYocto = 2n ** 128n - 1n

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
  if (cost.totalYocto > maxBalanceYocto) return refuse('CostOverflow')
  const account = state.account(signerId)
  if (account === undefined) return refuse({ SignerDoesNotExist: { signer_id: signerId } })
  const key = state.accessKey(signerId, publicKey)
  const upperBound = blockHeight * noncesPerBlock
  if (key === undefined) {
    const { bootstrapNonce } = account
    if (bootstrapNonce === undefined || !isBootstrap(transaction))
      return refuse(keyNotFound(transaction))
    return verifyBootstrap({ config, account, transaction, cost, upperBound, bootstrapNonce })
  }
  const nonceIndex = versionOne?.nonceIndex
  if (nonceIndex !== undefined) {
    const nonce = state.gasKeyNonce(signerId, publicKey, nonceIndex)
    return verifyGasKey({ config, account, key, transaction, cost, upperBound, nonceIndex, nonce })
  }
  const gasKey = gasKeyOf(key)
  if (gasKey !== undefined) {
    return refuse({ InvalidNonceIndex: { tx_nonce_index: null, num_nonces: gasKey.numNonces } })
  }
  return verifyOrdinaryKey({ config, account, key, transaction, cost, upperBound })
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
  if (wrongNonce !== undefined) return refuse(wrongNonce)
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
  if ('error' in charged) return refuse(charged.error)
  if (permission !== undefined) {
    const refused = checkFunctionCallKey(permission, transaction)
    if (refused !== undefined) return refuse({ InvalidAccessKeyError: refused })
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
  if (wrongNonce !== undefined) return refuse(wrongNonce)
  const charged = payAll(check)
  if ('error' in charged) return refuse(charged.error)
  const account = { ...charged, bootstrapNonce: transaction.nonce }
  return { ok: true, verified: { account, accessKey: undefined, nonceIndex: undefined, cost } }
}
