import { sha256 } from '../../primitives/hash.js'
import { actionHash, deriveId } from '../../primitives/ids.js'
import { borshPublicKey } from '../../primitives/keys.js'
import type { AccountId, ActionReceipt, ErrorJson } from '../../primitives/types.js'
import type {
  CurrentContract,
  PromiseReceipt,
  PromiseResult,
  VmContext,
  VmExternal,
  VmOutcome,
} from '../../vm/types/interface.js'
import type { PreparedContract } from '../../vm/vm.js'
import { totalStakeYocto } from '../stakes/epochs.js'
import type { BlockContext } from '../state/block-context.js'
import { dataSlot } from '../state/queues.js'
import type { Account } from '../types/account.js'

export type CallTarget =
  | { readonly ok: true; readonly contract: PreparedContract; readonly current: CurrentContract }
  | { readonly ok: false; readonly error: ErrorJson }

/** The code an account runs: its own, or the global contract it uses. */
export function resolveCode(
  block: BlockContext,
  accountId: AccountId,
  account: Account,
): CallTarget {
  const { globalContract } = account
  const code =
    globalContract === undefined
      ? block.state.code(accountId)
      : block.state.globalCode(globalContract)
  if (code === undefined) {
    return {
      ok: false,
      error: { CompilationError: { CodeDoesNotExist: { account_id: accountId } } },
    }
  }
  const codeHash =
    globalContract?.kind === 'codeHash' ? globalContract.codeHash : block.codeCache.hashOf(code)
  const current: CurrentContract =
    globalContract === undefined
      ? { kind: 'local', codeHash }
      : { kind: 'global', contract: globalContract }
  return { ok: true, contract: block.codeCache.prepare(codeHash, code), current }
}

export type Invocation = {
  readonly receipt: ActionReceipt
  readonly actionIndex: number
  readonly methodName: string
  readonly args: Uint8Array
  readonly gas: bigint
  readonly depositYocto: bigint
  readonly promiseResults: readonly PromiseResult[]
  readonly isLastAction: boolean
  /** Promises of the receipt's earlier calls. */
  readonly earlier: readonly PromiseReceipt[]
  /** Payloads that the call hands to pending yields; sent only if the receipt succeeds. */
  readonly resumes: Resume[]
  /** The size of the block's proof when the receipt began. */
  readonly proofBytesBefore: number
}

export type Resume = {
  readonly dataId: Uint8Array
  readonly payload: Uint8Array
  readonly isPlain: boolean
}

/** Runs one function call against the state of the block. */
export function invoke(
  block: BlockContext,
  account: Account,
  target: Extract<CallTarget, { ok: true }>,
  invocation: Invocation,
): VmOutcome {
  const { receipt } = invocation
  const hash = actionHash(receipt.receiptId, block.height, invocation.actionIndex)
  const context: VmContext = {
    currentAccountId: receipt.receiverId,
    signerAccountId: receipt.signerId,
    signerAccountPk: borshPublicKey(receipt.signerPublicKey),
    predecessorAccountId: receipt.predecessorId,
    refundToAccountId: receipt.refundTo ?? receipt.predecessorId,
    input: invocation.args,
    promiseResults: invocation.promiseResults,
    blockHeight: block.height,
    blockTimestampNs: block.timestampNs,
    epochHeight: block.epochHeight,
    accountBalanceYocto: account.amountYocto,
    accountLockedBalanceYocto: account.lockedYocto,
    storageUsage: account.storageUsage,
    currentContract: target.current,
    attachedDepositYocto: invocation.depositYocto,
    prepaidGas: invocation.gas,
    randomSeed: sha256(hash, block.randomValue),
    chainId: block.chainId,
    isView: false,
    outputDataReceiverIds: invocation.isLastAction
      ? receipt.outputDataReceivers.map(({ receiverId }) => receiverId)
      : [],
  }
  const restore = block.state.savepoint()
  const forgetReads = block.reads.savepoint()
  return block.codeCache.vm.run(target.contract, invocation.methodName, context, () => {
    restore()
    forgetReads()
    invocation.resumes.length = 0
    return external(block, invocation, hash)
  })
}

function external(
  block: BlockContext,
  { receipt, resumes, earlier, proofBytesBefore: beforeReceipt }: Invocation,
  hash: Uint8Array,
): VmExternal {
  const { state, reads } = block
  // EnforcePerReceiptStorageProofLimit: before, each call had the limit for itself.
  const proofBytesBefore = block.config.protocolVersion >= 86 ? beforeReceipt : reads.proofBytes
  const accountId = receipt.receiverId
  let counter = 0n
  return {
    storageRead: (key, pay) => state.readRecord(accountId, key, pay),
    storageHas: (key) => state.hasRecord(accountId, key),
    storageWrite: (key, value, pay) => state.writeRecord(accountId, key, value, pay),
    storageRemove: (key, pay) => state.writeRecord(accountId, key, null, pay),
    proofBytes: () => reads.proofBytes - proofBytesBefore,
    validatorStakeYocto: (accountId) => block.epochs.current.validators.get(accountId),
    validatorTotalStakeYocto: () => totalStakeYocto(block.epochs.current),
    generateDataId: () => deriveId(hash, block.height, counter++),
    submitYieldResume: (dataId, payload, isPlain) => {
      resumes.push({ dataId, payload, isPlain })
    },
    isYieldPending: (dataId) =>
      isYieldKnown(block, dataSlot(accountId, dataId)) ||
      (block.config.protocolVersion >= 83 &&
        earlier.some(({ yieldDataId }) => isSame(yieldDataId, dataId))),
    dataIdOfYield: (yieldId) =>
      earlier.find((promise) => isSame(promise.yieldId, yieldId))?.yieldDataId ??
      block.queues.namedYields.get(dataSlot(accountId, yieldId)),
  }
}

/** Before protocol 83 a yield was unknown until its receipt arrived, one block after it was made. */
function isYieldKnown({ queues, config }: BlockContext, slot: string): boolean {
  return queues.yields.has(slot) && (config.protocolVersion >= 83 || queues.waiting.has(slot))
}

function isSame(left: Uint8Array | undefined, right: Uint8Array): boolean {
  return left !== undefined && Buffer.compare(left, right) === 0
}
