import type { AccountId, ActionContract, ActionReceipt, ErrorJson } from '../../primitives/types.js'
import type { PromiseResult } from '../../vm/types/interface.js'
import { applyAction } from '../actions/apply-action.js'
import { ActionFailure } from '../actions/failure.js'
import type { ActionRun } from '../actions/run.js'
import { actionGas } from '../fees/action-gas.js'
import { extraActionCompute } from '../fees/compute.js'
import { missingForStorageYocto } from '../fees/storage-stake.js'
import type { BlockContext } from '../state/block-context.js'
import { dataSlot } from '../state/queues.js'
import type { ReceiptProgress } from '../types/receipt-progress.js'
import { refuseInvalidReceipts } from './validate-receipt.js'

const noData = new Uint8Array(0)

/** Runs a receipt's actions in order; gives the error of the one that failed. */
export function runActions(
  block: BlockContext,
  receipt: ActionReceipt,
  progress: ReceiptProgress,
): ErrorJson | undefined {
  const { config, state, reads } = block
  const promiseResults = takeResults(block, receipt)
  // The receiver's account is read before the receipt's own part of the proof begins.
  state.account(receipt.receiverId)
  const run: ActionRun = {
    block,
    receipt,
    progress,
    promiseResults,
    proofBytesBefore: reads.proofBytes,
    actorId: receipt.predecessorId,
  }
  let index = 0
  try {
    for (const action of receipt.actions) {
      const { execution } = actionGas(
        config,
        action,
        receipt.predecessorId === receipt.receiverId,
        receipt.receiverId,
      )
      progress.gasBurnt += execution
      progress.gasUsed += execution
      progress.extraCompute += extraActionCompute(config, action)
      progress.contracts.push(contractOf(block, receipt.receiverId))
      progress.returned = { kind: 'value', data: noData }
      const madeBefore = progress.made.length
      applyAction(run, action, index)
      refuseInvalidReceipts(config, receipt, progress, madeBefore)
      checkProof(block, run.proofBytesBefore)
      index++
    }
    // Whatever the actions did, nearcore writes the account when they are done.
    state.rewriteAccount(receipt.receiverId)
    const account = state.account(receipt.receiverId)
    const missing = account === undefined ? 0n : missingForStorageYocto(config, account)
    if (missing > 0n) {
      throw new ActionFailure(
        { LackBalanceForState: { account_id: receipt.receiverId, amount: `${missing}` } },
        false,
      )
    }
    return undefined
  } catch (failure) {
    if (!(failure instanceof ActionFailure)) throw failure
    return { ActionError: { index: failure.hasIndex ? index : null, kind: failure.kind } }
  }
}

function takeResults(block: BlockContext, receipt: ActionReceipt): PromiseResult[] {
  return receipt.inputDataIds.map((dataId) => {
    const slot = dataSlot(receipt.receiverId, dataId)
    const data = block.queues.received.get(slot)
    block.queues.received.delete(slot)
    return data === undefined ? { kind: 'Failed' } : { kind: 'Successful', data }
  })
}

function contractOf({ state }: BlockContext, accountId: AccountId): ActionContract {
  const account = state.account(accountId)
  if (account === undefined) return undefined
  const { codeHash, globalContract } = account
  if (globalContract !== undefined) return { kind: 'global', contract: globalContract }
  return codeHash.every((byte) => byte === 0) ? undefined : { kind: 'local', codeHash }
}

/** EnforceStorageProofLimitForAllActions: what host functions check as they go, for the other actions. */
function checkProof({ config, reads }: BlockContext, bytesBefore: number): void {
  const limit = config.limits.per_receipt_storage_proof_size_limit
  if (config.protocolVersion >= 87 && reads.proofBytes - bytesBefore > limit)
    throw new ActionFailure({ ReceiptStorageProofSizeExceeded: { limit } })
}
