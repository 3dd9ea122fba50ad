import { bytesKey } from '../../primitives/hash.js'
import type {
  ActionReceipt,
  DataReceipt,
  DistributionReceipt,
  Receipt,
} from '../../primitives/types.js'
import { distributionCompute } from '../fees/compute.js'
import type { BlockContext } from '../state/block-context.js'
import { dataSlot, endYield } from '../state/queues.js'
import { applyActionReceipt } from './apply-receipt.js'

/** Processes one receipt that has reached its account. */
export function processReceipt(block: BlockContext, receipt: Receipt): void {
  if (receipt.kind === 'Data') receiveData(block, receipt)
  else if (receipt.kind === 'Action') receiveAction(block, receipt)
  else receiveDistribution(block, receipt)
}

/** A deployment that another one overtook is too old to count. */
function receiveDistribution(block: BlockContext, receipt: DistributionReceipt): void {
  const { state } = block
  const { receiptId, contract, code, nonce } = receipt
  if (nonce !== undefined && nonce < state.globalNonce(contract)) return
  state.setGlobalCode(contract, code)
  block.extraCompute += distributionCompute(block.config, code.length)
  state.commit({ kind: 'receipt', receiptId })
}

function receiveData(block: BlockContext, receipt: DataReceipt): void {
  const { queues } = block
  const slot = dataSlot(receipt.receiverId, receipt.dataId)
  if (receipt.isPromiseResume) {
    const isTimeout = receipt.data === undefined
    // InstantPromiseYield brought the status; before, whatever came first counted.
    const hasStatus = block.config.protocolVersion >= 83
    if (isTimeout && hasStatus && queues.yields.get(slot)?.resumed === true) return
    if (!endYield(queues, slot)) return
  }
  queues.received.set(slot, receipt.data)
  const waitingId = queues.waiting.get(slot)
  if (waitingId === undefined) return
  queues.waiting.delete(slot)
  const postponed = queues.postponed.get(waitingId)
  if (postponed === undefined) return
  if (postponed.pending > 1) {
    queues.postponed.set(waitingId, { ...postponed, pending: postponed.pending - 1 })
    return
  }
  queues.postponed.delete(waitingId)
  applyActionReceipt(block, postponed.receipt)
}

function receiveAction(block: BlockContext, receipt: ActionReceipt): void {
  const { queues } = block
  const id = bytesKey(receipt.receiptId)
  let pending = 0
  for (const dataId of receipt.inputDataIds) {
    const slot = dataSlot(receipt.receiverId, dataId)
    if (queues.received.has(slot)) continue
    pending++
    queues.waiting.set(slot, id)
  }
  if (pending === 0) applyActionReceipt(block, receipt)
  else queues.postponed.set(id, { receipt, pending })
}
