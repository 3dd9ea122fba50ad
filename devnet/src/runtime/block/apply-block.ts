import { deriveId } from '../../primitives/ids.js'
import type {
  ActionReceipt,
  ErrorJson,
  Receipt,
  SignedTransaction,
} from '../../primitives/types.js'
import {
  type VerifiedTransaction,
  verifyStateful,
  verifyStateless,
} from '../checks/verify-transaction.js'
import type { TransactionCost } from '../fees/transaction-cost.js'
import { processReceipt } from '../receipts/apply-receipt.js'
import type { BlockContext } from '../state/block-context.js'

/** Transactions, local receipts, delayed, incoming, yield timeouts: nearcore's order. */
export function applyBlock(block: BlockContext, transactions: readonly SignedTransaction[]): void {
  const local: ActionReceipt[] = []
  for (const signed of transactions) {
    const receipt = convertTransaction(block, signed)
    if (receipt === undefined) continue
    block.receipts.push(receipt)
    if (receipt.receiverId === receipt.predecessorId) local.push(receipt)
    else block.outgoing.push(receipt)
  }
  runDue(block, local)
  timeOutYields(block)
  block.queues.incoming = block.outgoing
}

/** What no longer fits goes to the end of the delayed receipts, whose first ones are the oldest. */
function runDue(block: BlockContext, local: readonly Receipt[]): void {
  const { queues } = block
  const runOrDelay = (receipt: Receipt): void => {
    if (isFull(block)) queues.delayed.push(receipt)
    else run(block, receipt)
  }
  const { incoming } = queues
  queues.incoming = []
  for (const receipt of local) runOrDelay(receipt)
  let taken = 0
  for (; taken < queues.delayed.length && !isFull(block); taken++) {
    const receipt = queues.delayed[taken]
    if (receipt !== undefined) run(block, receipt)
  }
  if (taken > 0) queues.delayed = queues.delayed.slice(taken)
  for (const receipt of incoming) runOrDelay(receipt)
}

function isFull({ gasUsed, extraCompute, reads, config }: BlockContext): boolean {
  return (
    gasUsed + extraCompute >= config.blockGasLimit ||
    reads.proofBytes > config.mainStorageProofSizeSoftLimit
  )
}

function run(block: BlockContext, receipt: Receipt): void {
  processReceipt(block, receipt)
  for (let next = block.instant.shift(); next !== undefined; next = block.instant.shift())
    processReceipt(block, next)
}

/** Charges a transaction's signer and makes its receipt; a refused one leaves a failed outcome. */
function convertTransaction(
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

/** Yields time out in the order they were made, as long as the block has room. */
function timeOutYields(block: BlockContext): void {
  const { queues } = block
  let made = 0n
  for (const [slot, pending] of queues.yields) {
    if (isFull(block) || block.height < pending.expiresAt) return
    if (pending.timedOut) continue
    queues.yields.set(slot, { ...pending, timedOut: true })
    const { accountId, dataId } = pending
    block.outgoing.push({
      kind: 'Data',
      receiptId: deriveId(dataId, block.height, made++),
      predecessorId: accountId,
      receiverId: accountId,
      dataId,
      data: undefined,
      isPromiseResume: true,
    })
  }
}
