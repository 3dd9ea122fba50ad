import { deriveId } from '../../primitives/ids.js'
import type { ActionReceipt, ErrorJson, SignedTransaction } from '../../primitives/types.js'
import type { VerifiedTransaction } from '../checks/verification.js'
import { verifyStateful } from '../checks/verify-stateful.js'
import { verifyStateless } from '../checks/verify-stateless.js'
import type { TransactionCost } from '../fees/transaction-cost.js'
import type { BlockContext } from '../state/block-context.js'

/** Charges a transaction's signer and makes its receipt; a refused one leaves a failed outcome. */
export function convertTransaction(
  block: BlockContext,
  signed: SignedTransaction,
): ActionReceipt | undefined {
  const { transaction, hash } = signed
  const { config, state } = block
  const refused = verifyStateless(config, signed)
  const checked =
    refused === undefined
      ? verifyStateful(config, state, transaction, block.height, block.gasPriceYocto)
      : ({ ok: false, error: refused } as const)
  if (!checked.ok) {
    const charged = 'charged' in checked ? checked.charged : undefined
    if (charged !== undefined) charge(block, signed, charged)
    recordFailure(block, signed, checked.error, charged?.cost)
    return undefined
  }
  const { cost } = checked.verified
  charge(block, signed, checked.verified)
  const receiptId = deriveId(hash, block.height, 0n)
  block.outcomes.push({
    id: hash,
    logs: [],
    receiptIds: [receiptId],
    gasBurnt: cost.gasBurnt,
    tokensBurntYocto: cost.burntYocto,
    executorId: transaction.signerId,
    status: { kind: 'SuccessReceiptId', receiptId },
    gasProfile: undefined,
  })
  return {
    kind: 'Action',
    receiptId,
    predecessorId: transaction.signerId,
    receiverId: transaction.receiverId,
    signerId: transaction.signerId,
    signerPublicKey: transaction.publicKey,
    gasPriceYocto: cost.receiptGasPriceYocto,
    outputDataReceivers: [],
    inputDataIds: [],
    actions: transaction.actions,
    isPromiseYield: false,
    refundTo: undefined,
  }
}

function charge(
  block: BlockContext,
  { transaction: { signerId, publicKey, nonce }, hash }: SignedTransaction,
  { account, accessKey, nonceIndex, cost }: VerifiedTransaction,
): void {
  const { state } = block
  state.setAccount(signerId, account)
  if (accessKey !== undefined) state.setAccessKey(signerId, publicKey, accessKey)
  if (nonceIndex !== undefined) state.setGasKeyNonce(signerId, publicKey, nonceIndex, nonce)
  state.commit({ kind: 'transaction', hash })
  block.gasUsed += cost.gasBurnt
  block.burntYocto += cost.burntYocto
}

function recordFailure(
  block: BlockContext,
  { transaction, hash }: SignedTransaction,
  error: ErrorJson,
  cost: TransactionCost | undefined,
): void {
  block.outcomes.push({
    id: hash,
    logs: [],
    receiptIds: [],
    gasBurnt: cost?.gasBurnt ?? 0n,
    tokensBurntYocto: cost?.burntYocto ?? 0n,
    executorId: transaction.signerId,
    status: { kind: 'Failure', error: { InvalidTxError: error } },
    gasProfile: undefined,
  })
}
