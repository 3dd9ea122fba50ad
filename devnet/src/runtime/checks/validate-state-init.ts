/** Checks of the two actions that make an account from its state (NEP-616, NEP-655). */
import { isAccountId, universalAccountsSince } from '../../primitives/account-id.js'
import { deterministicAccountId } from '../../primitives/deterministic-account-id.js'
import { bytesOfKey } from '../../primitives/hash.js'
import type {
  AccountId,
  Action,
  ErrorJson,
  GlobalContractId,
  StateInit,
} from '../../primitives/types.js'
import {
  decodeUniversalStateInit,
  universalAccountId,
} from '../../primitives/universal-state-init.js'
import type { ProtocolConfig } from '../../vm/types/config.js'

export function unsupported(
  { protocolVersion: version }: ProtocolConfig,
  feature: string,
): ErrorJson {
  return { UnsupportedProtocolFeature: { protocol_feature: feature, version } }
}

export function validateGlobalId(contract: GlobalContractId): ErrorJson | undefined {
  if (contract.kind === 'codeHash' || isAccountId(contract.accountId)) return undefined
  return { InvalidAccountId: { account_id: contract.accountId } }
}

export function validateStateInit(
  config: ProtocolConfig,
  stateInit: StateInit,
  receiverId: AccountId,
): ErrorJson | undefined {
  const invalid = validateGlobalId(stateInit.code)
  if (invalid !== undefined) return invalid
  const derivedId = deterministicAccountId(stateInit)
  if (derivedId !== receiverId) {
    const mismatch = { receiver_id: receiverId, derived_id: derivedId }
    return { InvalidDeterministicStateInitReceiver: mismatch }
  }
  return checkEntries(config, 'DeterministicStateInit', stateInit.data)
}

/** An account that nothing can use, without code and keys, is valid too. */
export function validateUniversalStateInit(
  config: ProtocolConfig,
  stateInit: Uint8Array,
  receiverId: AccountId,
): ErrorJson | undefined {
  if (config.protocolVersion < universalAccountsSince)
    return unsupported(config, 'UniversalAccounts')
  const derivedId = universalAccountId(stateInit)
  if (derivedId !== receiverId) {
    const mismatch = { receiver_id: receiverId, derived_id: derivedId }
    return { InvalidUniversalStateInitReceiver: mismatch }
  }
  const { value, isCanonical } = decodeUniversalStateInit(stateInit)
  if (value === undefined || !isCanonical) return 'MalformedUniversalStateInit'
  const invalid = value.code === undefined ? undefined : validateGlobalId(value.code)
  return invalid ?? checkEntries(config, 'UniversalStateInit', value.data)
}

function checkEntries(
  { limits }: ProtocolConfig,
  action: string,
  data: StateInit['data'],
): ErrorJson | undefined {
  for (const [name, value] of data) {
    const length = bytesOfKey(name).length
    if (length > limits.max_length_storage_key) {
      const over = { length, limit: limits.max_length_storage_key }
      return { [`${action}KeyLengthExceeded`]: over }
    }
    if (value.length > limits.max_length_storage_value) {
      const over = { length: value.length, limit: limits.max_length_storage_value }
      return { [`${action}ValueLengthExceeded`]: over }
    }
  }
  return undefined
}

/** Entries and keys of all state inits of a receipt, those inside its delegates included. */
export function checkStateInitCounts(
  { limits }: ProtocolConfig,
  actions: readonly Action[],
): ErrorJson | undefined {
  const { entries, keys } = countStateInits(actions)
  if (entries > limits.max_state_init_entries) {
    const over = { number_of_entries: entries, limit: limits.max_state_init_entries }
    return { TotalNumberOfStateInitEntriesExceeded: over }
  }
  if (keys <= limits.max_universal_state_init_keys) return undefined
  const over = { number_of_keys: keys, limit: limits.max_universal_state_init_keys }
  return { TotalNumberOfStateInitKeysExceeded: over }
}

function countStateInits(actions: readonly Action[]): { entries: number; keys: number } {
  const counts = { entries: 0, keys: 0 }
  for (const action of actions) {
    if (action.kind === 'DeterministicStateInit') counts.entries += action.stateInit.data.size
    else if (action.kind === 'UniversalStateInit') {
      const { value } = decodeUniversalStateInit(action.stateInit)
      counts.entries += value?.data.size ?? 0
      counts.keys += value?.accessKeys.length ?? 0
    } else if (action.kind === 'Delegate') {
      const inner = countStateInits(action.delegate.delegateAction.actions)
      counts.entries += inner.entries
      counts.keys += inner.keys
    }
  }
  return counts
}
