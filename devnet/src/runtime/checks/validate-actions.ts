import { isAccountId, isUniversalId } from '../../primitives/account-id.js'
import { gasKeyOf, maxGasKeyNonces } from '../../primitives/gas-key.js'
import { formatPublicKey, isPostQuantum } from '../../primitives/keys.js'
import type {
  AccountId,
  Action,
  DelegateAction,
  ErrorJson,
  FunctionCallPermission,
} from '../../primitives/types.js'
import { decodeUniversalStateInit } from '../../primitives/universal-state-init.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import { attachedGas } from '../fees/gas-totals.js'
import {
  checkStateInitCounts,
  unsupported,
  validateGlobalId,
  validateStateInit,
  validateUniversalStateInit,
} from './validate-state-init.js'

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
  if (config.protocolVersion < 85 && actions.some(needsPostQuantum)) {
    return unsupported(config, 'PostQuantumSignatures')
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
  const tooMany = checkStateInitCounts(config, actions)
  if (tooMany !== undefined) return tooMany
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
  if (gas > 2n ** 64n - 1n) return 'IntegerOverflow'
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

function needsPostQuantum(action: Action): boolean {
  if ('publicKey' in action) return isPostQuantum(action.publicKey)
  if (action.kind === 'UniversalStateInit') {
    const { value } = decodeUniversalStateInit(action.stateInit)
    return value?.accessKeys.some(({ keyType }) => keyType === 'ml-dsa-65-hash') === true
  }
  if (action.kind !== 'Delegate') return false
  const { delegateAction, signature } = action.delegate
  return (
    isPostQuantum(delegateAction.publicKey) ||
    isPostQuantum(signature) ||
    delegateAction.actions.some(needsPostQuantum)
  )
}

function validateAction(
  config: ProtocolConfig,
  action: Action,
  receiverId: AccountId,
): ErrorJson | undefined {
  const { limits } = config
  switch (action.kind) {
    case 'DeployContract':
    case 'DeployGlobalContract': {
      const size = action.code.length
      if (size <= limits.max_contract_size) return undefined
      return { ContractSizeExceeded: { size, limit: limits.max_contract_size } }
    }
    case 'FunctionCall': {
      if (action.gas === 0n) return 'FunctionCallZeroAttachedGas'
      if (config.protocolVersion >= 87 && action.methodName === '')
        return 'FunctionCallEmptyMethodName'
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
      return { UnsuitableStakingKey: { public_key: formatPublicKey(action.publicKey) } }
    case 'AddKey':
      return validateKey(config, action)
    case 'TransferToGasKey':
    case 'WithdrawFromGasKey':
      return config.protocolVersion < 85 ? unsupported(config, 'GasKeys') : undefined
    case 'DeleteAccount':
      return isAccountId(action.beneficiaryId)
        ? undefined
        : { InvalidAccountId: { account_id: action.beneficiaryId } }
    case 'Delegate':
      return validateDelegate(config, action.delegate.delegateAction, receiverId)
    case 'UseGlobalContract':
      return validateGlobalId(action.contract)
    case 'DeterministicStateInit':
      return validateStateInit(config, action.stateInit, receiverId)
    case 'UniversalStateInit':
      return validateUniversalStateInit(config, action.stateInit, receiverId)
    case 'Transfer':
      return validateTransfer(config, receiverId)
    default:
      return undefined
  }
}

/** In protocol 87 nothing may be sent to what protocol 88 makes universal accounts. */
function validateTransfer(
  { protocolVersion }: Pick<ProtocolConfig, 'protocolVersion'>,
  receiverId: AccountId,
): ErrorJson | undefined {
  const isBanned = protocolVersion === 87 && isUniversalId(receiverId)
  return isBanned ? { TransferToUniversalAccountNotAllowed: { account_id: receiverId } } : undefined
}

function validateDelegate(
  config: ProtocolConfig,
  { versionTwo, actions, receiverId }: DelegateAction,
  outerReceiverId: AccountId,
): ErrorJson | undefined {
  const { protocolVersion } = config
  if (versionTwo !== undefined) {
    if (protocolVersion < 85) return unsupported(config, 'DelegateV2')
    if (protocolVersion >= 87) {
      const removed = { protocol_feature: 'DelegateV2', version: protocolVersion }
      return { RemovedProtocolFeature: removed }
    }
  }
  const isTooLong = actions.length > config.limits.max_actions_per_receipt
  if (protocolVersion >= 87 && !isTooLong && actions.some(isWithdrawal))
    return 'WithdrawFromGasKeyNotAllowedInDelegate'
  // FixDelegatedDeterministicStateInit: before, the outer receiver was the one compared.
  return validateActions(config, actions, protocolVersion >= 85 ? receiverId : outerReceiverId)
}

function isWithdrawal({ kind }: Action): boolean {
  return kind === 'WithdrawFromGasKey'
}

function validateKey(
  config: ProtocolConfig,
  { accessKey }: Extract<Action, { kind: 'AddKey' }>,
): ErrorJson | undefined {
  const { permission } = accessKey
  const invalid =
    'methodNames' in permission ? validatePermission(config.limits, permission) : undefined
  const gasKey = gasKeyOf(accessKey)
  if (invalid !== undefined || gasKey === undefined) return invalid
  if (config.protocolVersion < 85) return unsupported(config, 'GasKeys')
  if (gasKey.kind === 'GasKeyFunctionCall' && gasKey.allowanceYocto !== undefined)
    return 'GasKeyFunctionCallAllowanceNotAllowed'
  if (gasKey.numNonces === 0 || gasKey.numNonces > maxGasKeyNonces) {
    const over = { requested_nonces: gasKey.numNonces, limit: maxGasKeyNonces }
    return { GasKeyInvalidNumNonces: over }
  }
  if (gasKey.balanceYocto === 0n) return undefined
  return { AddGasKeyWithNonZeroBalance: { balance: `${gasKey.balanceYocto}` } }
}

function validatePermission(
  limits: ProtocolConfig['limits'],
  permission: FunctionCallPermission,
): ErrorJson | undefined {
  const shown = permission.receiverId.slice(0, 128)
  if (!isAccountId(permission.receiverId)) return { InvalidAccountId: { account_id: shown } }
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
