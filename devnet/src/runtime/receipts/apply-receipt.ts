import type { ActionReceipt, ErrorJson } from '../../primitives/types.js'
import { burnPriceYocto, refundReceipt, settle } from '../fees/refunds.js'
import type { BlockContext } from '../state/block-context.js'
import { dataSlot, nameYield, noteResume } from '../state/queues.js'
import { type ReceiptProgress, startProgress } from '../types/receipt-progress.js'
import { dispatch, promiseReceipts, ReceiptFactory } from './new-receipts.js'
import { record, statusOf } from './outcome.js'
import { runActions } from './run-actions.js'

/** Runs an action receipt whose data has all arrived. */
export function applyActionReceipt(block: BlockContext, receipt: ActionReceipt): void {
  const { config, state } = block
  const progress = startProgress()
  progress.gasBurnt = config.fees.actionReceipt.execution
  progress.gasUsed = progress.gasBurnt
  const error = runActions(block, receipt, progress)
  const { receiptId } = receipt
  if (error === undefined) state.commit({ kind: 'receipt', receiptId })
  else state.rollback()
  const { proposal } = progress
  if (error === undefined && proposal !== undefined) {
    block.proposals.delete(receipt.receiverId)
    block.proposals.set(receipt.receiverId, proposal)
  }

  const factory = new ReceiptFactory(block, receipt.receiptId)
  const returnedId = error === undefined ? sendMade(block, factory, receipt, progress) : undefined
  const settlement = settle(block, receipt, progress, error === undefined)
  if (settlement.depositRefundYocto > 0n) {
    factory.add(
      refundReceipt(receipt.refundTo ?? receipt.predecessorId, settlement.depositRefundYocto),
    )
  }
  if (settlement.gasRefundYocto > 0n) {
    const signer = { signerId: receipt.signerId, publicKey: receipt.signerPublicKey }
    factory.add(refundReceipt(receipt.signerId, settlement.gasRefundYocto, signer))
  }
  const rewardYocto = payReward(block, receipt, progress)
  state.commit({ kind: 'reward', receiptId })
  block.burntYocto += settlement.tokensBurntYocto - rewardYocto
  block.gasUsed += progress.gasBurnt
  block.extraCompute += progress.extraCompute
  if (receipt.predecessorId === 'system' && error !== undefined)
    block.burntYocto += refundedYocto(receipt)
  sendResults(factory, receipt, progress, error)
  record(block, receipt, statusOf(progress, error, returnedId), {
    progress,
    made: factory.made,
    tokensBurntYocto: settlement.shownBurntYocto,
  })
  dispatch(block, factory.made)
}

/** Adds what the actions send, in their order; gives the id of the promise that was returned. */
function sendMade(
  { queues }: BlockContext,
  factory: ReceiptFactory,
  receipt: ActionReceipt,
  progress: ReceiptProgress,
): Uint8Array | undefined {
  const promised = promiseReceipts(receipt, progress)
  const { receiverId } = receipt
  const { returned } = progress
  let returnedId: Uint8Array | undefined
  for (const made of progress.made) {
    const next = typeof made === 'number' ? promised[made] : made
    if (next === undefined) continue
    const id = factory.add(next)
    if (next.kind === 'Data' && next.isPromiseResume)
      noteResume(queues, dataSlot(receiverId, next.dataId))
    if (returned.kind === 'promise' && made === returned.index) returnedId = id
  }
  for (const { yieldDataId, yieldId } of progress.promises) {
    if (yieldDataId !== undefined && yieldId !== undefined)
      nameYield(queues, receiverId, yieldId, yieldDataId)
  }
  return returnedId
}

/** A refund to an account that is gone burns. */
function refundedYocto({ actions: [action] }: ActionReceipt): bigint {
  return action?.kind === 'Transfer' ? action.depositYocto : 0n
}

/** The contract's share of the gas its code burnt, out of what would otherwise burn. */
function payReward(block: BlockContext, receipt: ActionReceipt, progress: ReceiptProgress): bigint {
  const [numerator, denominator] = block.config.burntGasReward
  const rewardGas = (progress.gasBurntForCalls * numerator) / denominator
  const rewardYocto = rewardGas * burnPriceYocto(block, receipt)
  const account = rewardYocto > 0n ? block.state.account(receipt.receiverId) : undefined
  if (account === undefined) return 0n
  block.state.setAccount(receipt.receiverId, {
    ...account,
    amountYocto: account.amountYocto + rewardYocto,
  })
  return rewardYocto
}

function sendResults(
  factory: ReceiptFactory,
  receipt: ActionReceipt,
  progress: ReceiptProgress,
  error: ErrorJson | undefined,
): void {
  if (error === undefined && progress.returned.kind === 'promise') return
  const data =
    error === undefined && progress.returned.kind === 'value' ? progress.returned.data : undefined
  for (const receiver of receipt.outputDataReceivers)
    factory.addData(receipt.receiverId, receiver, data)
}
