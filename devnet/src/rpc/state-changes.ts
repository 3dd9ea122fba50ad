/** What a block changed, found by comparing the states before and after it. */
import { bytesKey } from '../primitives/hash.js'
import type { AccountId, PublicKey } from '../primitives/types.js'
import type { Block, Chain, StateView } from '../runtime/interface.js'
import { accessKeyView } from './views/access-key.js'
import { accountView } from './views/account.js'
import { base64Text, hashText, type JsonView, keyText } from './views/encode.js'

export type BlockStates = {
  readonly block: Block
  readonly before: StateView
  readonly after: StateView
}

export type ChangeKind = 'account' | 'access_key' | 'data' | 'contract_code'

/** One changed record in nearcore's `type` and `change` form. */
export type StateChange = {
  readonly kind: ChangeKind
  readonly accountId: AccountId
  readonly type: string
  readonly change: JsonView
}

/** The states around a block; `undefined` at genesis and when either is no longer kept. */
export function blockStates(chain: Chain, block: Block): BlockStates | undefined {
  const after = chain.state({ kind: 'hash', hash: block.header.hash })
  const before = chain.state({ kind: 'hash', hash: block.header.prevHash })
  return before === undefined || after === undefined ? undefined : { block, before, after }
}

/** Accounts that a transaction or receipt of the block may have changed. */
export function touchedAccounts(chain: Chain, block: Block): readonly AccountId[] {
  const ids = block.outcomeIds.flatMap((id) => {
    const executor = chain.outcome(id)?.executorId
    return executor === undefined ? [] : [executor]
  })
  return [...new Set(ids)]
}

/** Balance, stake, storage usage or code of the account itself. */
export function accountChanges(states: BlockStates, accountId: AccountId): readonly StateChange[] {
  const view = (state: StateView): JsonView | undefined => {
    const account = state.account(accountId)
    return account === undefined ? undefined : { account_id: accountId, ...accountView(account) }
  }
  const before = view(states.before)
  const after = view(states.after)
  if (after === undefined) {
    const gone = { kind: 'account', accountId, type: 'account_deletion' } as const
    return before === undefined ? [] : [{ ...gone, change: { account_id: accountId } }]
  }
  if (before !== undefined && isSame(before, after)) return []
  return [{ kind: 'account', accountId, type: 'account_update', change: after }]
}

/** Keys added, used or removed; only `publicKey` when one is given. */
export function accessKeyChanges(
  states: BlockStates,
  accountId: AccountId,
  publicKey?: PublicKey,
): readonly StateChange[] {
  const keysOf = (state: StateView): ReadonlyMap<string, JsonView> =>
    new Map(
      state
        .accessKeys(accountId)
        .map((entry) => [keyText(entry.publicKey), accessKeyView(entry.accessKey)]),
    )
  const only = publicKey === undefined ? undefined : keyText(publicKey)
  const before = keysOf(states.before)
  const after = keysOf(states.after)
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((key) => {
    const old = before.get(key)
    const now = after.get(key)
    if ((only !== undefined && key !== only) || (old && now && isSame(old, now))) return []
    const base = { account_id: accountId, public_key: key }
    return now === undefined
      ? [{ kind: 'access_key', accountId, type: 'access_key_deletion', change: base }]
      : [
          {
            kind: 'access_key',
            accountId,
            type: 'access_key_update',
            change: { ...base, access_key: now },
          },
        ]
  })
}

/** The contract deployed on the account. */
export function codeChanges(states: BlockStates, accountId: AccountId): readonly StateChange[] {
  const before = states.before.account(accountId)?.codeHash
  const after = states.after.account(accountId)?.codeHash
  if (hashText(before ?? noHash) === hashText(after ?? noHash)) return []
  const code = states.after.code(accountId)
  return code === undefined
    ? [
        {
          kind: 'contract_code',
          accountId,
          type: 'contract_code_deletion',
          change: { account_id: accountId },
        },
      ]
    : [
        {
          kind: 'contract_code',
          accountId,
          type: 'contract_code_update',
          change: { account_id: accountId, code_base64: base64Text(code) },
        },
      ]
}

/** Contract records below a key prefix. */
export function dataChanges(
  states: BlockStates,
  accountId: AccountId,
  prefix: Uint8Array,
): readonly StateChange[] {
  const recordsOf = (state: StateView): Map<string, readonly [Uint8Array, Uint8Array]> =>
    new Map(
      Array.from(state.records(accountId, prefix), ({ key, value }) => [
        bytesKey(key),
        [key, value],
      ]),
    )
  const before = recordsOf(states.before)
  const changes: StateChange[] = []
  for (const [name, [key, value]] of recordsOf(states.after)) {
    const old = before.get(name)
    before.delete(name)
    if (old !== undefined && Buffer.compare(old[1], value) === 0) continue
    changes.push({
      kind: 'data',
      accountId,
      type: 'data_update',
      change: {
        account_id: accountId,
        key_base64: base64Text(key),
        value_base64: base64Text(value),
      },
    })
  }
  for (const [key] of before.values()) {
    const change = { account_id: accountId, key_base64: base64Text(key) }
    changes.push({ kind: 'data', accountId, type: 'data_deletion', change })
  }
  return changes
}

const noHash = new Uint8Array(32)

function isSame(left: JsonView, right: JsonView): boolean {
  const comparable = (view: JsonView): string =>
    JSON.stringify(view, (_key, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    )
  return comparable(left) === comparable(right)
}
