import { gasKeyOf } from '../../primitives/gas-key.js'
import type { AccessKey, PublicKey } from '../../primitives/types.js'
import type { VmContext, VmExternal } from '../../vm/types/interface.js'
import { totalStakeYocto } from '../stakes/epochs.js'
import type { CodeCache } from '../state/code-cache.js'
import { accessKeyPrefix, accountKey, dataKey, keyOfAccessKeyRow } from '../state/keys.js'
import { decodeAccessKey } from '../state/records.js'
import { trieEntries } from '../state/trie.js'
import type { TrieNode } from '../state/trie-node.js'
import { trieProof } from '../state/trie-proof.js'
import { StateUpdate } from '../state/update.js'
import type { Block } from '../types/block.js'
import type { EpochInfo, Epochs } from '../types/stakes.js'
import type { StateView, ViewCallResult } from '../types/state-view.js'

export type ViewedBlock = {
  readonly block: Block
  readonly root: TrieNode | undefined
  readonly epochs: Epochs
}

/** Reads state at one block; view calls run in the VM without a chain to write to. */
export function createStateView(
  { block, root, epochs }: ViewedBlock,
  codeCache: CodeCache,
  chainId: string,
): StateView {
  const state = new StateUpdate(root)
  const view: StateView = {
    block,
    *accountIds() {
      const prefix = accountKey('')
      for (const { key } of trieEntries(root, prefix))
        yield new TextDecoder().decode(key.subarray(prefix.length))
    },
    account: (accountId) => state.account(accountId),
    code: (accountId) => state.code(accountId),
    accessKey: (accountId, publicKey) => state.accessKey(accountId, publicKey),
    accessKeys: (accountId) => {
      const prefix = accessKeyPrefix(accountId)
      const keys: { publicKey: PublicKey; accessKey: AccessKey }[] = []
      for (const { key, value } of trieEntries(root, prefix)) {
        const publicKey = keyOfAccessKeyRow(key.subarray(prefix.length))
        if (publicKey !== undefined) keys.push({ publicKey, accessKey: decodeAccessKey(value) })
      }
      return keys
    },
    gasKeyNonces: (accountId, publicKey) => {
      const key = state.accessKey(accountId, publicKey)
      const gasKey = key === undefined ? undefined : gasKeyOf(key)
      if (gasKey === undefined) return undefined
      return Array.from(
        { length: gasKey.numNonces },
        (_, index) => state.gasKeyNonce(accountId, publicKey, index) ?? 0n,
      )
    },
    nonceOf: ({ signerId, publicKey, versionOne }) =>
      versionOne?.nonceIndex === undefined
        ? (state.accessKey(signerId, publicKey)?.nonce ?? state.account(signerId)?.bootstrapNonce)
        : state.gasKeyNonce(signerId, publicKey, versionOne.nonceIndex),
    *records(accountId, prefix) {
      const start = dataKey(accountId, prefix)
      const skipped = start.length - prefix.length
      for (const { key, value } of trieEntries(root, start))
        yield { key: key.subarray(skipped), value }
    },
    recordsProof: (accountId, prefix) => trieProof(root, dataKey(accountId, prefix)),
    globalCode: (id) => state.globalCode(id),
    call: (accountId, methodName, args) =>
      viewCall(view, codeCache, chainId, { accountId, methodName, args }, () =>
        readOnly(state, accountId, epochs.current),
      ),
  }
  return view
}

type ViewCall = {
  readonly accountId: string
  readonly methodName: string
  readonly args: Uint8Array
}

function viewCall(
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

function readOnly(state: StateUpdate, accountId: string, epoch: EpochInfo): VmExternal {
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
