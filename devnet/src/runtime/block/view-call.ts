import type { VmContext, VmExternal } from '../../vm/types/interface.js'
import { totalStakeYocto } from '../stakes/epochs.js'
import type { CodeCache } from '../state/code-cache.js'
import type { StateUpdate } from '../state/update.js'
import type { EpochInfo } from '../types/stakes.js'
import type { StateView, ViewCallResult } from '../types/state-view.js'

type ViewCall = {
  readonly accountId: string
  readonly methodName: string
  readonly args: Uint8Array
}

/** Runs a method on state that nothing can be written to. */
export function viewCall(
  view: StateView,
  codeCache: CodeCache,
  chainId: string,
  { accountId, methodName, args }: ViewCall,
  begin: () => VmExternal,
): ViewCallResult {
  const account = view.account(accountId)
  const { globalContract } = account ?? {}
  const code = globalContract === undefined ? view.code(accountId) : view.globalCode(globalContract)
  if (account === undefined || code === undefined) {
    const errorDebug = `CompilationError(CodeDoesNotExist { account_id: "${accountId}" })`
    const error = { CompilationError: { CodeDoesNotExist: { account_id: accountId } } }
    return { ok: false, error, errorDebug, outcome: undefined }
  }
  const codeHash = globalContract === undefined ? account.codeHash : codeCache.hashOf(code)
  const { header } = view.block
  const context: VmContext = {
    currentAccountId: accountId,
    signerAccountId: accountId,
    signerAccountPk: new Uint8Array(33),
    predecessorAccountId: accountId,
    refundToAccountId: accountId,
    input: args,
    promiseResults: [],
    blockHeight: header.height,
    blockTimestampNs: header.timestampNs,
    epochHeight: header.epochHeight,
    accountBalanceYocto: account.amountYocto,
    accountLockedBalanceYocto: account.lockedYocto,
    storageUsage: account.storageUsage,
    currentContract:
      globalContract === undefined
        ? { kind: 'local', codeHash }
        : { kind: 'global', contract: globalContract },
    attachedDepositYocto: 0n,
    prepaidGas: 0n,
    randomSeed: header.stateRoot,
    chainId,
    isView: true,
    outputDataReceiverIds: [],
  }
  const outcome = codeCache.vm.run(codeCache.prepare(codeHash, code), methodName, context, begin)
  if (outcome.aborted !== undefined)
    return {
      ok: false,
      error: outcome.aborted.outcome,
      errorDebug: outcome.aborted.debug,
      outcome,
    }
  const result = outcome.returned.kind === 'value' ? outcome.returned.data : new Uint8Array(0)
  return { ok: true, result, outcome }
}

/** What a view call may ask of the chain. */
export function readOnly(state: StateUpdate, accountId: string, epoch: EpochInfo): VmExternal {
  const refuse = (): never => {
    throw new Error('a view call reached a writing host function')
  }
  return {
    storageRead: (key, pay) => state.readRecord(accountId, key, pay),
    storageHas: (key) => state.hasRecord(accountId, key),
    storageWrite: refuse,
    storageRemove: refuse,
    proofBytes: () => 0,
    validatorStakeYocto: (accountId) => epoch.validators.get(accountId),
    validatorTotalStakeYocto: () => totalStakeYocto(epoch),
    generateDataId: refuse,
    submitYieldResume: refuse,
    isYieldPending: () => false,
    dataIdOfYield: () => undefined,
  }
}
