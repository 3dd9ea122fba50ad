import { deriveId } from '../../primitives/ids.js'
import type { ActionReceipt, DataReceiver, Receipt } from '../../primitives/types.js'
import type { BlockContext } from '../state/block-context.js'
import { dataSlot } from '../state/queues.js'
import type { NewReceipt, ReceiptProgress } from '../types/receipt-progress.js'

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

  addData(predecessorId: string, receiver: DataReceiver, data: Uint8Array | undefined): void {
    const { receiverId, dataId } = receiver
    this.add({ kind: 'Data', predecessorId, receiverId, dataId, data, isPromiseResume: false })
  }

  #nextId(): Uint8Array {
    return deriveId(this.#parentId, this.#block.height, this.#count++)
  }
}

/** Turns the promises of a receipt's calls into receipts with their data wiring. */
export function promiseReceipts(
  receipt: ActionReceipt,
  progress: Pick<ReceiptProgress, 'promises' | 'returned'>,
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
    isPromiseYield: promise.yieldDataId !== undefined && !promise.isAnswered,
    isPromise: true,
    refundTo: promise.refundTo,
    isFromCall: true,
  }))
}

/** Sends new receipts on their way: some at once, the rest to the next block. */
export function dispatch(block: BlockContext, receipts: readonly Receipt[]): void {
  for (const receipt of receipts) {
    block.receipts.push(receipt)
    if (receipt.kind === 'Action' && receipt.isPromiseYield) startYield(block, receipt)
    if (isInstant(block, receipt)) block.instant.push(receipt)
    else block.outgoing.push(receipt)
  }
}

function startYield({ queues, height, config }: BlockContext, receipt: ActionReceipt): void {
  const { receiverId: accountId } = receipt
  const [dataId = new Uint8Array(32)] = receipt.inputDataIds
  queues.yields.set(dataSlot(accountId, dataId), {
    accountId,
    dataId,
    expiresAt: height + BigInt(config.limits.yield_timeout_length_in_blocks),
    timedOut: false,
    resumed: false,
  })
}

/** nearcore `is_instant_receipt`: since protocol 83 yields and deletions that wait for nothing. */
function isInstant({ config }: BlockContext, receipt: Receipt): boolean {
  if (receipt.kind !== 'Action' || config.protocolVersion < 83) return false
  if (receipt.isPromiseYield) return true
  const { actions, inputDataIds } = receipt
  return actions.length === 1 && actions[0]?.kind === 'DeleteAccount' && inputDataIds.length === 0
}
