import type {
  ActionReceipt,
  DataReceiver,
  DistributionReceipt,
  Receipt,
} from '../primitives/types.js'
import type { ReceiptProgress } from './action-result.js'
import type { BlockContext } from './block-context.js'
import { deriveId } from './ids.js'
import { dataSlot } from './queues.js'

/** A receipt that has no id yet. */
export type NewReceipt = Omit<ActionReceipt, 'receiptId'> | Omit<DistributionReceipt, 'receiptId'>

/** Hands out ids to everything one receipt creates, in creation order. */
export class ReceiptFactory {
  readonly made: Receipt[] = []
  readonly #block: BlockContext
  readonly #parentId: Uint8Array
  #count = 0n

  constructor(block: BlockContext, parentId: Uint8Array) {
    this.#block = block
    this.#parentId = parentId
  }

  add(receipt: NewReceipt): Uint8Array {
    const receiptId = this.#nextId()
    this.made.push({ ...receipt, receiptId })
    return receiptId
  }

  addData(
    predecessorId: string,
    receiver: DataReceiver,
    data: Uint8Array | undefined,
    isPromiseResume = false,
  ): void {
    this.made.push({
      kind: 'Data',
      receiptId: this.#nextId(),
      predecessorId,
      receiverId: receiver.receiverId,
      dataId: receiver.dataId,
      data,
      isPromiseResume,
    })
  }

  #nextId(): Uint8Array {
    return deriveId(this.#parentId, this.#block.height, this.#count++)
  }
}

/** Turns the promises of a receipt's calls into receipts with their data wiring. */
export function promiseReceipts(
  receipt: ActionReceipt,
  progress: ReceiptProgress,
): Omit<ActionReceipt, 'receiptId'>[] {
  const outputs: DataReceiver[][] = progress.promises.map(() => [])
  for (const { receiverId, dependencies } of progress.promises) {
    for (const { receiptIndex, dataId } of dependencies)
      outputs[receiptIndex]?.push({ dataId, receiverId })
  }
  // promise_return: whoever waits for this receipt now waits for that promise.
  if (progress.returned.kind === 'promise')
    outputs[progress.returned.index]?.push(...receipt.outputDataReceivers)
  return progress.promises.map((promise, i) => ({
    kind: 'Action',
    predecessorId: receipt.receiverId,
    receiverId: promise.receiverId,
    signerId: receipt.signerId,
    signerPublicKey: receipt.signerPublicKey,
    gasPriceYocto: receipt.gasPriceYocto,
    outputDataReceivers: outputs[i] ?? [],
    inputDataIds:
      promise.yieldDataId === undefined
        ? promise.dependencies.map(({ dataId }) => dataId)
        : [promise.yieldDataId],
    actions: promise.actions,
    isPromiseYield: promise.yieldDataId !== undefined,
    refundTo: promise.refundTo,
  }))
}

/** Sends new receipts on their way: yields and single deletions at once, the rest to the next block. */
export function dispatch(block: BlockContext, receipts: readonly Receipt[]): void {
  for (const receipt of receipts) {
    block.receipts.push(receipt)
    if (receipt.kind === 'Action' && receipt.isPromiseYield) {
      const [dataId = new Uint8Array(32)] = receipt.inputDataIds
      block.queues.yields.set(dataSlot(receipt.receiverId, dataId), {
        accountId: receipt.receiverId,
        dataId,
        expiresAt: block.height + BigInt(block.config.limits.yield_timeout_length_in_blocks),
      })
      block.instant.push(receipt)
    } else if (isInstantDeletion(block, receipt)) block.instant.push(receipt)
    else block.outgoing.push(receipt)
  }
}

function isInstantDeletion(block: BlockContext, receipt: Receipt): boolean {
  if (receipt.kind !== 'Action' || block.config.protocolVersion < 83) return false
  return receipt.actions.length === 1 && receipt.actions[0]?.kind === 'DeleteAccount'
}
