import { bytesKey } from '../../primitives/hash.js'
import { borshPublicKey, keyHandle } from '../../primitives/keys.js'
import type { Transaction } from '../../primitives/types.js'
import {
  decodeUniversalStateInit,
  universalAccountId,
} from '../../primitives/universal-state-init.js'

/**
 * Whether a transaction is a waiting account's own state init, signed with one of the keys that it
 * names: the account's id is all the permission that needs (nearcore `state_init_bootstrap`).
 */
export function isBootstrap({
  signerId,
  receiverId,
  publicKey,
  versionOne,
  actions,
}: Transaction): boolean {
  if (versionOne?.nonceIndex !== undefined || signerId !== receiverId) return false
  const signer = bytesKey(borshPublicKey(keyHandle(publicKey)))
  return actions.some((action) => {
    if (action.kind !== 'UniversalStateInit') return false
    if (universalAccountId(action.stateInit) !== signerId) return false
    const { value } = decodeUniversalStateInit(action.stateInit)
    return value?.accessKeys.some((key) => bytesKey(borshPublicKey(key)) === signer) === true
  })
}
