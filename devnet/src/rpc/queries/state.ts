import type { StateView } from '../../runtime/types/state-view.js'
import { base64Text, type JsonView } from '../wire/encode.js'
import {
  accountIdMember,
  base64Member,
  base64Of,
  optionalStringMember,
  type ParamsObject,
  u64Of,
} from '../wire/params.js'
import { requireAccount } from './account.js'

/**
 * `view_state`: records below a prefix in key order, with no size limit; `after_key_base64` and
 * `limit` page through them. With `include_proof` the trie nodes that prove the whole prefix against the
 * state root, which the next block's chunk shows as `prev_state_root`.
 */
export function viewState(state: StateView, params: ParamsObject): JsonView {
  const accountId = accountIdMember(params, 'account_id')
  const prefix = base64Member(params, 'prefix_base64')
  const afterText = optionalStringMember(params, 'after_key_base64')
  const after = afterText === undefined ? undefined : base64Of(afterText)
  const limit = params.limit === undefined ? undefined : Number(u64Of(params.limit, 'limit'))
  requireAccount(state, accountId)
  const values: { readonly key: string; readonly value: string }[] = []
  let lastKey: string | undefined
  for (const { key, value } of state.records(accountId, prefix)) {
    if (after !== undefined && Buffer.compare(key, after) <= 0) continue
    if (limit !== undefined && values.length >= limit) {
      lastKey = values.at(-1)?.key
      break
    }
    values.push({ key: base64Text(key), value: base64Text(value) })
  }
  const proof = params.include_proof === true ? state.recordsProof(accountId, prefix) : []
  // nearcore leaves an empty proof out.
  return {
    values,
    proof: proof.length === 0 ? undefined : proof.map(base64Text),
    last_key: lastKey,
  }
}
