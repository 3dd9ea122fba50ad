import { formatPublicKey } from '../../primitives/keys.js'
import type { AccessKey, ErrorJson, Transaction } from '../../primitives/types.js'
import { u64Json } from '../../primitives/u64-json.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import type { TransactionCost } from '../fees/transaction-cost.js'
import type { Account } from '../types/account.js'

/** What the signer will have when the transaction is charged. */
export type VerifiedTransaction = {
  readonly account: Account
  /** Undefined when a waiting universal account signed for itself: it has no key yet. */
  readonly accessKey: AccessKey | undefined
  /** Set when a gas key signed: which of its nonces moves. */
  readonly nonceIndex: number | undefined
  readonly cost: TransactionCost
}

/** Whether a transaction may run on the state as it is. */
export type Verification =
  | { readonly ok: true; readonly verified: VerifiedTransaction }
  | {
      readonly ok: false
      readonly error: ErrorJson
      /** A gas key pays for the conversion although the account cannot pay the deposit. */
      readonly charged?: VerifiedTransaction
    }

/** A transaction beside the key that signed it. */
export type KeyCheck = {
  readonly config: ProtocolConfig
  readonly account: Account
  readonly key: AccessKey
  readonly transaction: Transaction
  readonly cost: TransactionCost
  /** First nonce that is too large. */
  readonly upperBound: bigint
}

/** A transaction that may not run. */
export const refuse = (error: ErrorJson): Verification => ({ ok: false, error })

/** The signer has no such key. */
export function keyNotFound({ signerId, publicKey }: Transaction): ErrorJson {
  const missing = { account_id: signerId, public_key: formatPublicKey(publicKey) }
  return { InvalidAccessKeyError: { AccessKeyNotFound: missing } }
}

/** A nonce must pass the key's, and by one where it is strict. */
export function checkNonce(
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
