import type { SignedTransaction } from '../../primitives/types.js'
import { hashText, type JsonView, keyText } from '../wire/encode.js'
import { actionView } from './action.js'

/** nearcore `SignedTransactionView`. */
export function transactionView({ transaction, signature, hash }: SignedTransaction): JsonView {
  return {
    signer_id: transaction.signerId,
    public_key: keyText(transaction.publicKey),
    nonce: transaction.nonce,
    receiver_id: transaction.receiverId,
    actions: transaction.actions.map(actionView),
    priority_fee: 0,
    signature: keyText(signature),
    hash: hashText(hash),
    nonce_index: transaction.versionOne?.nonceIndex,
    nonce_mode: transaction.versionOne?.nonceMode,
  }
}
