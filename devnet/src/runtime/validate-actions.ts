import { isAccountId } from '../primitives/account-id.js'
import { bytesOfKey } from '../primitives/hash.js'
import type { AccountId, Action, ErrorJson, StateInit } from '../primitives/types.js'
import type { ProtocolConfig } from '../vm/config.js'
import { attachedGas } from './fees.js'
import { deterministicAccountId } from './state-init.js'

/** nearcore's `validate_actions`, for transactions and for every new receipt. */
export function validateActions(
  config: ProtocolConfig,
  actions: readonly Action[],
  receiverId: AccountId,
): ErrorJson | undefined {
  const { limits } = config
  if (actions.length > limits.max_actions_per_receipt) {
    const total = { total_number_of_actions: actions.length, limit: limits.max_actions_per_receipt }
    return { TotalNumberOfActionsExceeded: total }
  }
  const deploys = actions.filter(
    ({ kind }) => kind === 'DeployContract' || kind === 'DeployGlobalContract',
  ).length
  if (deploys > limits.max_deploy_actions_per_receipt) {
    const count = {
      number_of_deploy_actions: deploys,
      limit: limits.max_deploy_actions_per_receipt,
    }
    return { TotalNumberOfDeployActionsExceeded: count }
  }
  let sawDelegate = false
  for (const [i, action] of actions.entries()) {
    if (action.kind === 'DeleteAccount' && i !== actions.length - 1)
      return 'DeleteActionMustBeFinal'
    if (action.kind === 'Delegate') {
      if (sawDelegate) return 'DelegateActionMustBeOnlyOne'
      sawDelegate = true
    }
    const problem = validateAction(config, action, receiverId)
    if (problem !== undefined) return problem
  }
  const gas = attachedGas(actions)
  if (gas > config.maxTotalPrepaidGas) {
    return {
      TotalPrepaidGasExceeded: {
        total_prepaid_gas: Number(gas),
        limit: Number(config.maxTotalPrepaidGas),
      },
    }
  }
  return undefined
}

function validateAction(
  { limits, ...config }: ProtocolConfig,
  action: Action,
  receiverId: AccountId,
): ErrorJson | undefined {
  switch (action.kind) {
    case 'DeployContract':
    case 'DeployGlobalContract': {
      const size = action.code.length
      if (size <= limits.max_contract_size) return undefined
      return { ContractSizeExceeded: { size, limit: limits.max_contract_size } }
    }
    case 'FunctionCall': {
      if (action.gas === 0n) return 'FunctionCallZeroAttachedGas'
      const length = Buffer.byteLength(action.methodName)
      if (length > limits.max_length_method_name) {
        return {
          FunctionCallMethodNameLengthExceeded: { length, limit: limits.max_length_method_name },
        }
      }
      if (action.args.length <= limits.max_arguments_length) return undefined
      return {
        FunctionCallArgumentsLengthExceeded: {
          length: action.args.length,
          limit: limits.max_arguments_length,
        },
      }
    }
    case 'Stake':
      if (action.publicKey.keyType === 'ed25519') return undefined
      return { UnsuitableStakingKey: { public_key: action.publicKey.keyType } }
    case 'AddKey':
      return validateKey(limits, action)
    case 'DeleteAccount':
      return isAccountId(action.beneficiaryId)
        ? undefined
        : { InvalidAccountId: { account_id: action.beneficiaryId } }
    case 'Delegate':
      return validateActions(
        { limits, ...config },
        action.delegate.delegateAction.actions,
        action.delegate.delegateAction.receiverId,
      )
    case 'DeterministicStateInit':
      return validateStateInit({ limits, ...config }, action.stateInit, receiverId)
    default:
      return undefined
  }
}

function validateKey(
  limits: ProtocolConfig['limits'],
  { accessKey: { permission } }: Extract<Action, { kind: 'AddKey' }>,
): ErrorJson | undefined {
  if (permission.kind !== 'FunctionCall') return undefined
  if (!isAccountId(permission.receiverId))
    return { InvalidAccountId: { account_id: permission.receiverId } }
  let total = 0
  for (const name of permission.methodNames) {
    const length = Buffer.byteLength(name)
    total += length + 1
    if (length > limits.max_length_method_name) {
      return { AddKeyMethodNameLengthExceeded: { length, limit: limits.max_length_method_name } }
    }
  }
  if (total <= limits.max_number_bytes_method_names) return undefined
  const bytes = { total_number_of_bytes: total, limit: limits.max_number_bytes_method_names }
  return { AddKeyMethodNamesNumberOfBytesExceeded: bytes }
}

function validateStateInit(
  { limits, protocolVersion }: ProtocolConfig,
  stateInit: StateInit,
  receiverId: AccountId,
): ErrorJson | undefined {
  if (protocolVersion < 82) {
    const feature = { protocol_feature: 'DeterministicAccountIds', version: protocolVersion }
    return { UnsupportedProtocolFeature: feature }
  }
  const derivedId = deterministicAccountId(stateInit)
  if (derivedId !== receiverId) {
    const mismatch = { receiver_id: receiverId, derived_id: derivedId }
    return { InvalidDeterministicStateInitReceiver: mismatch }
  }
  for (const [name, value] of stateInit.data) {
    const length = bytesOfKey(name).length
    if (length > limits.max_length_storage_key) {
      const over = { length, limit: limits.max_length_storage_key }
      return { DeterministicStateInitKeyLengthExceeded: over }
    }
    if (value.length > limits.max_length_storage_value) {
      const over = { length: value.length, limit: limits.max_length_storage_value }
      return { DeterministicStateInitValueLengthExceeded: over }
    }
  }
  return undefined
}
