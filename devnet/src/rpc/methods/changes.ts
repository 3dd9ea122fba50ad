import type { AccountId } from '../../primitives/types.js'
import type { RpcContext } from '../context.js'
import { parseError } from '../error.js'
import {
  accountIdMember,
  accountIdOf,
  base64Member,
  objectParams,
  type ParamsObject,
  publicKeyMember,
  stringMember,
} from '../params.js'
import { blockReference, notFoundAsCause, requireBlock } from '../reference.js'
import {
  accessKeyChanges,
  accountChanges,
  type BlockStates,
  blockStates,
  codeChanges,
  dataChanges,
  type StateChange,
  touchedAccounts,
} from '../state-changes.js'
import { hashText, type JsonView } from '../views/encode.js'
import { referenceParams } from './block.js'

/**
 * `changes` and `EXPERIMENTAL_changes`: last values of what the block changed, one entry a record,
 * with the last transaction or receipt of the block that ran on the account as the cause.
 */
export function changes(context: RpcContext, params: unknown): JsonView {
  const request = objectParams(params)
  const block = requireBlock(context.chain, blockReference(request, true), notFoundAsCause)
  const select = selector(request)
  const states = blockStates(context.chain, block)
  const found = states === undefined ? [] : select(states)
  return {
    block_hash: hashText(block.header.hash),
    changes: found.map(({ accountId, type, change }) => ({
      cause: causeOf(context, block.outcomeIds, accountId),
      type,
      change,
    })),
  }
}

/** `block_effects` and `EXPERIMENTAL_changes_in_block`: which records of which accounts changed. */
export function changesInBlock({ chain }: RpcContext, params: unknown): JsonView {
  const block = requireBlock(chain, referenceParams(params), notFoundAsCause)
  const states = blockStates(chain, block)
  const found =
    states === undefined
      ? []
      : touchedAccounts(chain, block).flatMap((accountId) => allChanges(states, accountId))
  const touched = new Map(
    found.map(({ kind, accountId }) => [
      `${kind} ${accountId}`,
      { type: `${kind}_touched`, account_id: accountId },
    ]),
  )
  return { block_hash: hashText(block.header.hash), changes: [...touched.values()] }
}

function allChanges(states: BlockStates, accountId: AccountId): readonly StateChange[] {
  return [
    ...accountChanges(states, accountId),
    ...accessKeyChanges(states, accountId),
    ...codeChanges(states, accountId),
    ...dataChanges(states, accountId, new Uint8Array(0)),
  ]
}

function selector(request: ParamsObject): (states: BlockStates) => readonly StateChange[] {
  const type = stringMember(request, 'changes_type')
  switch (type) {
    case 'account_changes': {
      const ids = accountIds(request)
      return (states) => ids.flatMap((id) => accountChanges(states, id))
    }
    case 'all_access_key_changes': {
      const ids = accountIds(request)
      return (states) => ids.flatMap((id) => accessKeyChanges(states, id))
    }
    case 'single_access_key_changes': {
      const keys = listMember(request, 'keys').map((item) => {
        const key = objectParams(item)
        return {
          accountId: accountIdMember(key, 'account_id'),
          publicKey: publicKeyMember(key, 'public_key'),
        }
      })
      return (states) =>
        keys.flatMap(({ accountId, publicKey }) => accessKeyChanges(states, accountId, publicKey))
    }
    case 'contract_code_changes': {
      const ids = accountIds(request)
      return (states) => ids.flatMap((id) => codeChanges(states, id))
    }
    case 'data_changes': {
      const ids = accountIds(request)
      const prefix = base64Member(request, 'key_prefix_base64')
      return (states) => ids.flatMap((id) => dataChanges(states, id, prefix))
    }
    default:
      throw parseError(`Failed parsing args: unknown variant \`${type}\` of changes_type`)
  }
}

function accountIds(request: ParamsObject): readonly AccountId[] {
  return listMember(request, 'account_ids').map((id) => {
    if (typeof id !== 'string') throw parseError('Failed parsing args: invalid account id')
    return accountIdOf(id)
  })
}

function listMember(request: ParamsObject, name: string): readonly unknown[] {
  const list = request[name]
  if (!Array.isArray(list)) throw parseError(`Failed parsing args: \`${name}\` must be a list`)
  return list
}

function causeOf(
  { chain }: RpcContext,
  outcomeIds: readonly Uint8Array[],
  accountId: AccountId,
): JsonView {
  const id = outcomeIds.findLast((outcomeId) => chain.outcome(outcomeId)?.executorId === accountId)
  if (id === undefined) return { type: 'not_writable_to_disk' }
  return chain.transaction(id) === undefined
    ? { type: 'receipt_processing', receipt_hash: hashText(id) }
    : { type: 'transaction_processing', tx_hash: hashText(id) }
}
