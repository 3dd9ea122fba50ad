import { gasKeyOf } from '../../primitives/gas-key.js'
import type { AccessKey, PublicKey } from '../../primitives/types.js'
import type { CodeCache } from '../state/code-cache.js'
import { accessKeyPrefix, accountKey, dataKey, keyOfAccessKeyRow } from '../state/keys.js'
import { decodeAccessKey } from '../state/records.js'
import { trieEntries } from '../state/trie.js'
import type { TrieNode } from '../state/trie-node.js'
import { trieProof } from '../state/trie-proof.js'
import { StateUpdate } from '../state/update.js'
import type { Block } from '../types/block.js'
import type { Epochs } from '../types/stakes.js'
import type { StateView } from '../types/state-view.js'
import { readOnly, viewCall } from './view-call.js'

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
