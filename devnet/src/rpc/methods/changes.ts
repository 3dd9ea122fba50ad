import { bytesKey } from '../../primitives/hash.js'
import { formatPublicKey, keyHandle } from '../../primitives/keys.js'
import type { AccountId } from '../../primitives/types.js'
import { type ChangedRecord, changedRecords } from '../../runtime/state/journal.js'
import type { AccountRecord } from '../../runtime/state/keys.js'
import type { Block } from '../../runtime/types/block.js'
import type { Chain } from '../../runtime/types/chain.js'
import type { RpcContext } from '../node/context.js'
import { changeView, type RecordChoice, touchedView } from '../views/state-changes.js'
import { hashText, type JsonView } from '../wire/encode.js'
import { parseError } from '../wire/error.js'
import {
  accountIdMember,
  accountIdOf,
  base64Member,
  objectParams,
  type ParamsObject,
  publicKeyMember,
  stringMember,
} from '../wire/params.js'
import { blockReference, notFoundAsCause, requireBlock } from '../wire/reference.js'
import { referenceParams } from './block.js'

/**
 * `changes` and `EXPERIMENTAL_changes`: what the block wrote, every value with its cause; as on a
 * node by the order of the request, then of the trie, then of writing. Nothing when the state of
 * that block is no longer kept.
 */
export function changes({ chain }: RpcContext, params: unknown): JsonView {
  const request = objectParams(params)
  const block = requireBlock(chain, blockReference(request, true), notFoundAsCause)
  const choices = choicesOf(request)
  const byAccount = recordsByAccount(chain, block)
  const views = choices.flatMap(({ accountId, chooses }) =>
    (byAccount.get(accountId) ?? [])
      .filter(({ record }) => chooses(record))
      .flatMap(({ record, changes }) => changes.flatMap((change) => changeView(record, change))),
  )
  return { block_hash: hashText(block.header.hash), changes: views }
}

/**
 * `block_effects` and `EXPERIMENTAL_changes_in_block`: what kind of record changed in which account,
 * once for each record.
 */
export function changesInBlock({ chain }: RpcContext, params: unknown): JsonView {
  const block = requireBlock(chain, referenceParams(params), notFoundAsCause)
  return {
    block_hash: hashText(block.header.hash),
    changes: changedRecords(chain.commits(block) ?? []).map(({ record }) => touchedView(record)),
  }
}

function recordsByAccount(
  chain: Chain,
  block: Block,
): ReadonlyMap<AccountId, readonly ChangedRecord[]> {
  const byAccount = new Map<AccountId, ChangedRecord[]>()
  for (const changed of changedRecords(chain.commits(block) ?? [])) {
    const { accountId } = changed.record
    const known = byAccount.get(accountId)
    if (known === undefined) byAccount.set(accountId, [changed])
    else known.push(changed)
  }
  return byAccount
}

function choicesOf(request: ParamsObject): readonly RecordChoice[] {
  const type = stringMember(request, 'changes_type')
  const ofAccounts = (chooses: RecordChoice['chooses']): readonly RecordChoice[] =>
    accountIds(request).map((accountId) => ({ accountId, chooses }))
  switch (type) {
    case 'account_changes':
      return ofAccounts(({ kind }) => kind === 'account')
    case 'all_access_key_changes':
      return ofAccounts((record) => keyOf(record) !== undefined)
    case 'single_access_key_changes':
      return listMember(request, 'keys').map((item) => {
        const key = objectParams(item)
        const wanted = formatPublicKey(keyHandle(publicKeyMember(key, 'public_key')))
        return {
          accountId: accountIdMember(key, 'account_id'),
          chooses: (record) => keyOf(record) === wanted,
        }
      })
    case 'contract_code_changes':
      return ofAccounts(({ kind }) => kind === 'contractCode')
    case 'data_changes': {
      const prefix = bytesKey(base64Member(request, 'key_prefix_base64'))
      return ofAccounts(
        (record) => record.kind === 'data' && bytesKey(record.key).startsWith(prefix),
      )
    }
    default:
      throw parseError(`Failed parsing args: unknown variant \`${type}\` of changes_type`)
  }
}

/** The key that a record of an access key, or of one of its nonces, belongs to. */
function keyOf(record: AccountRecord): string | undefined {
  return record.kind === 'accessKey' || record.kind === 'gasKeyNonce'
    ? formatPublicKey(record.publicKey)
    : undefined
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
