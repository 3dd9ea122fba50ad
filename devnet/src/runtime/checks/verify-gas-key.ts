import { gasKeyOf, withGasKeyBalance } from '../../primitives/gas-key.js'
import { missingForStorageYocto } from '../fees/storage-stake.js'
import type { Account } from '../types/account.js'
import { checkFunctionCallKey } from './function-call-key.js'
import {
  checkNonce,
  type KeyCheck,
  keyNotFound,
  refuse,
  type Verification,
  type VerifiedTransaction,
} from './verification.js'

/** A gas key pays for gas from its own balance; only deposits come from the account. */
export function verifyGasKey(
  check: KeyCheck & { readonly nonceIndex: number; readonly nonce: bigint | undefined },
): Verification {
  const { config, account, key, transaction, cost, upperBound, nonceIndex, nonce } = check
  const { signerId } = transaction
  const gasKey = gasKeyOf(key)
  const numNonces = gasKey?.numNonces ?? 0
  // The nonce is looked up before the key's kind; an ordinary key has no numbered ones.
  if (nonce === undefined || (gasKey !== undefined && nonceIndex >= numNonces)) {
    return refuse({ InvalidNonceIndex: { tx_nonce_index: nonceIndex, num_nonces: numNonces } })
  }
  if (gasKey === undefined) return refuse(keyNotFound(transaction))
  const { balanceYocto } = gasKey
  const wrongNonce = checkNonce(transaction, nonce, upperBound)
  if (wrongNonce !== undefined) return refuse(wrongNonce)
  if (balanceYocto < cost.gasYocto) {
    const short = { signer_id: signerId, balance: `${balanceYocto}`, cost: `${cost.gasYocto}` }
    return refuse({ NotEnoughGasKeyBalance: short })
  }
  if (gasKey.kind === 'GasKeyFunctionCall') {
    const refused = checkFunctionCallKey(gasKey, transaction)
    if (refused !== undefined) return refuse({ InvalidAccessKeyError: refused })
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
