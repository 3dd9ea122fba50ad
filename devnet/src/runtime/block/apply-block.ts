import { deriveId } from '../../primitives/ids.js'
import type { ActionReceipt, Receipt, SignedTransaction } from '../../primitives/types.js'
import { processReceipt } from '../receipts/process-receipt.js'
import type { BlockContext } from '../state/block-context.js'
import { convertTransaction } from './convert-transaction.js'

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
