import {
  accessKeyRowLength,
  gasKeyInfoLength,
  gasKeyOf,
  minGasKeyLength,
  nonceIndexLength,
  nonceLength,
} from '../../primitives/gas-key.js'
import { bytesOfKey } from '../../primitives/hash.js'
import { keyHandleLength } from '../../primitives/keys.js'
import type { AccessKeyPermission, AccountId, Action } from '../../primitives/types.js'
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
