import {
  accessKeyRowLength,
  gasKeyInfoLength,
  gasKeyOf,
  minGasKeyLength,
  nonceIndexLength,
  nonceLength,
} from '../../primitives/gas-key.js'
import { bytesOfKey } from '../../primitives/hash.js'
import { isPostQuantum, keyHandleLength } from '../../primitives/keys.js'
import type { AccessKeyPermission, AccountId, Action, PublicKey } from '../../primitives/types.js'
import { decodeUniversalStateInit } from '../../primitives/universal-state-init.js'
import { transferExtraFees } from '../../vm/logic/transfer-fees.js'
import type { Fee, ProtocolConfig } from '../../vm/types/config.js'

export type ActionGas = { readonly send: bigint; readonly execution: bigint }

const encoder = new TextEncoder()

/** Send and execution gas of one action (delegates: without their inner actions). */
export function actionGas(
  config: ProtocolConfig,
  action: Action,
  sir: boolean,
  receiverId: AccountId,
): ActionGas {
  let send = 0n
  let execution = 0n
  for (const [fee, count, executionCount = count] of parts(config, action, receiverId)) {
    send += (sir ? fee.sendSir : fee.sendNotSir) * count
    execution += fee.execution * executionCount
  }
  return { send, execution }
}

/**
 * Gas to send actions. nearcore burns the sending of a delegate's inner actions here, and once more
 * (see {@link prepaidSendGas}) when they are sent.
 */
export function sendGas(
  config: ProtocolConfig,
  actions: readonly Action[],
  sir: boolean,
  receiverId: AccountId,
): bigint {
  return actions.reduce((sum, action) => {
    const own = actionGas(config, action, sir, receiverId).send
    if (action.kind !== 'Delegate') return sum + own
    const { actions: inner, receiverId: innerReceiver } = action.delegate.delegateAction
    return sum + own + sendGas(config, inner, sir, innerReceiver)
  }, 0n)
}

/** What verifying the signer's and the delegates' signatures costs beyond the classical schemes. */
export function signatureGas(
  { mlDsaVerificationCost }: ProtocolConfig,
  signerKey: PublicKey,
  actions: readonly Action[],
): bigint {
  const keys = [signerKey, ...delegates(actions).map(({ publicKey }) => publicKey)]
  return mlDsaVerificationCost * BigInt(keys.filter(isPostQuantum).length)
}

export function actionsGas(
  config: ProtocolConfig,
  actions: readonly Action[],
  sir: boolean,
  receiverId: AccountId,
): ActionGas {
  let send = 0n
  let execution = 0n
  for (const action of actions) {
    const gas = actionGas(config, action, sir, receiverId)
    send += gas.send
    execution += gas.execution
  }
  return { send, execution }
}

/** Gas attached to function calls, those inside delegates included. */
export function attachedGas(actions: readonly Action[]): bigint {
  return actions.reduce((sum, action) => {
    if (action.kind === 'FunctionCall') return sum + action.gas
    if (action.kind === 'Delegate') return sum + attachedGas(action.delegate.delegateAction.actions)
    return sum
  }, 0n)
}

/** What a delegate's inner actions will cost to send: bought with the outer transaction. */
export function prepaidSendGas(config: ProtocolConfig, actions: readonly Action[]): bigint {
  return delegates(actions).reduce(
    (sum, { senderId, receiverId, actions: inner }) =>
      sum + sendGas(config, inner, senderId === receiverId, receiverId),
    0n,
  )
}

/** Execution gas that a receipt holds beyond what is attached: its own, and its delegates' inner ones. */
export function prepaidExecutionGas(
  config: ProtocolConfig,
  actions: readonly Action[],
  receiverId: AccountId,
): bigint {
  const own =
    config.fees.actionReceipt.execution + actionsGas(config, actions, false, receiverId).execution
  return delegates(actions).reduce(
    (sum, inner) => sum + prepaidExecutionGas(config, inner.actions, inner.receiverId),
    own,
  )
}

export function totalDepositYocto(actions: readonly Action[]): bigint {
  return actions.reduce((sum, action) => {
    if (action.kind === 'Delegate')
      return sum + totalDepositYocto(action.delegate.delegateAction.actions)
    return 'depositYocto' in action ? sum + action.depositYocto : sum
  }, 0n)
}

function delegates(actions: readonly Action[]) {
  return actions.flatMap((action) =>
    action.kind === 'Delegate' ? [action.delegate.delegateAction] : [],
  )
}

/** A fee and how often it is due; executing may count differently from sending. */
type FeePart = readonly [Fee, bigint, bigint?]

function parts(config: ProtocolConfig, action: Action, receiverId: AccountId): readonly FeePart[] {
  const { fees } = config
  switch (action.kind) {
    case 'CreateAccount':
      return [[fees.createAccount, 1n]]
    case 'DeployContract':
      return [
        [fees.deployContractBase, 1n],
        [fees.deployContractByte, BigInt(action.code.length)],
      ]
    case 'FunctionCall':
      return [
        [fees.functionCallBase, 1n],
        [
          fees.functionCallByte,
          BigInt(encoder.encode(action.methodName).length + action.args.length),
        ],
      ]
    case 'Transfer':
      return [
        [fees.transfer, 1n],
        ...transferExtraFees(config, receiverId).map((fee) => [fee, 1n] as const),
      ]
    case 'Stake':
      return [[fees.stake, 1n]]
    case 'AddKey':
      return [
        ...permissionParts(config, action.accessKey.permission),
        ...gasKeyParts(config, action, receiverId),
      ]
    case 'DeleteKey':
      return [[fees.deleteKey, 1n]]
    case 'DeleteAccount':
      return [[fees.deleteAccount, 1n]]
    case 'Delegate':
      return [[fees.delegate, 1n]]
    case 'DeployGlobalContract':
      return [
        [fees.deployGlobalContractBase, 1n],
        [fees.deployGlobalContractByte, BigInt(action.code.length)],
      ]
    case 'UseGlobalContract': {
      const bytes = action.contract.kind === 'codeHash' ? 32 : action.contract.accountId.length
      return [
        [fees.useGlobalContractBase, 1n],
        [fees.useGlobalContractByte, BigInt(bytes)],
      ]
    }
    case 'DeterministicStateInit': {
      const { data } = action.stateInit
      let bytes = 0
      for (const [key, value] of data) bytes += bytesOfKey(key).length + value.length
      return [
        [fees.deterministicStateInitBase, 1n],
        [fees.deterministicStateInitEntry, BigInt(data.size)],
        [fees.deterministicStateInitByte, BigInt(bytes)],
      ]
    }
    case 'UniversalStateInit': {
      const { value } = decodeUniversalStateInit(action.stateInit)
      return [
        [fees.universalStateInitBase, 1n],
        [fees.universalStateInitByte, BigInt(action.stateInit.length)],
        [fees.universalStateInitEntry, BigInt(value?.data.size ?? 0)],
        [fees.addFullAccessKey, BigInt(value?.accessKeys.length ?? 0)],
      ]
    }
    case 'TransferToGasKey':
    case 'WithdrawFromGasKey': {
      const row = accessKeyRowLength(receiverId.length, keyHandleLength(action.publicKey))
      return [
        [fees.gasKeyTransferBase, 1n],
        [fees.gasKeyByte, BigInt(keyHandleLength(action.publicKey)), BigInt(row + minGasKeyLength)],
      ]
    }
  }
}

function permissionParts(
  { fees }: ProtocolConfig,
  permission: AccessKeyPermission,
): readonly FeePart[] {
  if (!('methodNames' in permission)) return [[fees.addFullAccessKey, 1n]]
  const bytes = permission.methodNames.reduce(
    (sum, name) => sum + encoder.encode(name).length + 1,
    0,
  )
  return [
    [fees.addFunctionCallKeyBase, 1n],
    [fees.addFunctionCallKeyByte, BigInt(bytes)],
  ]
}

function gasKeyParts(
  { fees }: ProtocolConfig,
  { publicKey, accessKey }: Extract<Action, { kind: 'AddKey' }>,
  receiverId: AccountId,
): readonly FeePart[] {
  const gasKey = gasKeyOf(accessKey)
  if (gasKey === undefined) return []
  const nonces = BigInt(gasKey.numNonces)
  const row = accessKeyRowLength(receiverId.length, keyHandleLength(publicKey))
  const bytes = BigInt(row + nonceIndexLength + nonceLength)
  return [
    [fees.gasKeyByte, BigInt(gasKeyInfoLength), nonces * bytes],
    [fees.gasKeyNonceWrite, 0n, nonces],
  ]
}
