import { bytesKey } from '../../primitives/hash.js'
import type {
  AccountId,
  ActionContract,
  ActionReceipt,
  DataReceipt,
  DistributionReceipt,
  ErrorJson,
  ExecutionStatus,
  GasProfileEntry,
  Receipt,
} from '../../primitives/types.js'
import type { PromiseResult } from '../../vm/types/interface.js'
import { applyAction } from '../actions/apply-action.js'
import { ActionFailure } from '../actions/failure.js'
import type { ActionRun } from '../actions/run.js'
import { actionGas } from '../fees/action-gas.js'
import { distributionCompute, extraActionCompute } from '../fees/compute.js'
import { burnPriceYocto, refundReceipt, settle } from '../fees/refunds.js'
import { missingForStorageYocto } from '../fees/storage-stake.js'
import type { BlockContext } from '../state/block-context.js'
import { dataSlot, endYield, nameYield, noteResume } from '../state/queues.js'
import { type ReceiptProgress, startProgress } from '../types/receipt-progress.js'
import { dispatch, promiseReceipts, ReceiptFactory } from './new-receipts.js'
import { refuseInvalidReceipts } from './validate-receipt.js'

const noData = new Uint8Array(0)

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

/** Runs an action receipt whose data has all arrived. */
function applyActionReceipt(block: BlockContext, receipt: ActionReceipt): void {
  const { config, state } = block
  const progress = startProgress()
  progress.gasBurnt = config.fees.actionReceipt.execution
  progress.gasUsed = progress.gasBurnt
  const error = runActions(block, receipt, progress, takeResults(block, receipt))
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

function takeResults(block: BlockContext, receipt: ActionReceipt): PromiseResult[] {
  return receipt.inputDataIds.map((dataId) => {
    const slot = dataSlot(receipt.receiverId, dataId)
    const data = block.queues.received.get(slot)
    block.queues.received.delete(slot)
    return data === undefined ? { kind: 'Failed' } : { kind: 'Successful', data }
  })
}

function runActions(
  block: BlockContext,
  receipt: ActionReceipt,
  progress: ReceiptProgress,
  promiseResults: readonly PromiseResult[],
): ErrorJson | undefined {
  const { config, state, reads } = block
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

function record(
  block: BlockContext,
  receipt: ActionReceipt,
  status: ExecutionStatus,
  {
    progress,
    made,
    tokensBurntYocto,
  }: {
    readonly progress: ReceiptProgress
    readonly made: readonly Receipt[]
    readonly tokensBurntYocto: bigint
  },
): void {
  block.outcomes.push({
    id: receipt.receiptId,
    logs: progress.logs,
    receiptIds: made.filter(({ kind }) => kind === 'Action').map(({ receiptId }) => receiptId),
    gasBurnt: progress.gasBurnt,
    tokensBurntYocto,
    executorId: receipt.receiverId,
    status,
    gasProfile: profileOf(progress),
    hostCalls: progress.hostCalls,
    ...(block.config.protocolVersion >= 85 ? { contracts: contractsOf(receipt, progress) } : {}),
  })
}

/** One entry an action; those that did not run show none. */
function contractsOf({ actions }: ActionReceipt, { contracts }: ReceiptProgress): ActionContract[] {
  return actions.map((_, index) => contracts[index])
}

function statusOf(
  { returned }: ReceiptProgress,
  error: ErrorJson | undefined,
  returnedId: Uint8Array | undefined,
): ExecutionStatus {
  if (error !== undefined) return { kind: 'Failure', error }
  if (returned.kind === 'value') return { kind: 'SuccessValue', value: returned.data }
  return returnedId === undefined
    ? { kind: 'Unknown' }
    : { kind: 'SuccessReceiptId', receiptId: returnedId }
}

const actionCosts =
  /^(NEW_|CREATE_ACCOUNT|DEPLOY_|FUNCTION_CALL_|TRANSFER|STAKE|ADD_|DELETE_|DELEGATE|DETERMINISTIC_|UNIVERSAL_STATE_INIT_(BASE|BYTE|ENTRY)|USE_GLOBAL|GAS_KEY_)/

function profileOf(progress: ReceiptProgress): GasProfileEntry[] {
  return [...progress.profile]
    .filter(([, gasUsed]) => gasUsed > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cost, gasUsed]) => ({
      costCategory: actionCosts.test(cost) ? 'ACTION_COST' : 'WASM_HOST_COST',
      cost: cost.toUpperCase(),
      gasUsed,
    }))
}
