import type { Action } from '../../primitives/types.js'
import { extraCallCompute } from '../fees/compute.js'
import { usageWithout } from '../fees/storage-stake.js'
import type { Account } from '../types/account.js'
import { ActionFailure } from './failure.js'
import { invoke, type Resume, resolveCode } from './function-call.js'
import type { ActionRun } from './run.js'

/** Runs a call and takes in what came of it. */
export function callFunction(
  run: ActionRun,
  account: Account,
  action: Extract<Action, { kind: 'FunctionCall' }>,
  actionIndex: number,
): void {
  const { block, receipt, progress } = run
  const funded = { ...account, amountYocto: account.amountYocto + action.depositYocto }
  const target = resolveCode(block, receipt.receiverId, funded)
  if (!target.ok) throw new ActionFailure({ FunctionCallError: target.error })
  const resumes: Resume[] = []
  const outcome = invoke(block, funded, target, {
    receipt,
    actionIndex,
    methodName: action.methodName,
    args: action.args,
    gas: action.gas,
    depositYocto: action.depositYocto,
    promiseResults: run.promiseResults,
    isLastAction: actionIndex === receipt.actions.length - 1,
    earlier: progress.promises,
    resumes,
    proofBytesBefore: run.proofBytesBefore,
  })
  progress.gasBurnt += outcome.burntGas
  progress.extraCompute += extraCallCompute(block.config, outcome.profile)
  progress.gasBurntForCalls += outcome.burntGas
  progress.gasUsed += outcome.usedGas
  progress.logs.push(...outcome.logs)
  for (const [cost, gas] of outcome.profile)
    progress.profile.set(cost, (progress.profile.get(cost) ?? 0n) + gas)
  progress.hostCalls.push(...outcome.hostCalls)
  if (outcome.aborted !== undefined)
    throw new ActionFailure({ FunctionCallError: outcome.aborted.outcome })
  const offset = progress.promises.length
  for (const promise of outcome.receipts) {
    const dependencies = promise.dependencies.map(({ receiptIndex, dataId }) => ({
      receiptIndex: receiptIndex + offset,
      dataId,
    }))
    progress.made.push(progress.promises.length)
    progress.promises.push({ ...promise, dependencies })
  }
  for (const { dataId, payload, isPlain } of resumes) {
    const { receiverId } = receipt
    progress.made.push({
      kind: 'Data',
      predecessorId: receiverId,
      receiverId,
      dataId,
      data: payload,
      isPromiseResume: !isPlain,
    })
  }
  progress.returned =
    outcome.returned.kind === 'receipt'
      ? { kind: 'promise', index: outcome.returned.receiptIndex + offset }
      : {
          kind: 'value',
          data: outcome.returned.kind === 'value' ? outcome.returned.data : new Uint8Array(0),
        }
  block.state.setAccount(receipt.receiverId, {
    ...funded,
    amountYocto: outcome.balanceYocto,
    storageUsage: usageWithout(outcome.storageUsage, 0n),
  })
}
