import { bytesOfKey } from '../primitives/hash.js'
import type { AccountId, Action } from '../primitives/types.js'
import type { Fee, ProtocolConfig } from '../vm/config.js'
import { transferExtraFees } from '../vm/transfer-fees.js'

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
  for (const [fee, count] of parts(config, action, receiverId)) {
    send += (sir ? fee.sendSir : fee.sendNotSir) * count
    execution += fee.execution * count
  }
  return { send, execution }
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
  return delegates(actions).reduce((sum, { senderId, receiverId, actions: inner }) => {
    const sir = senderId === receiverId
    const { actionReceipt } = config.fees
    const receipt = sir ? actionReceipt.sendSir : actionReceipt.sendNotSir
    return sum + receipt + actionsGas(config, inner, sir, receiverId).send
  }, 0n)
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

function parts(
  config: ProtocolConfig,
  action: Action,
  receiverId: AccountId,
): readonly (readonly [Fee, bigint])[] {
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
        ...transferExtraFees(config, receiverId).map(({ fee }) => [fee, 1n] as const),
      ]
    case 'Stake':
      return [[fees.stake, 1n]]
    case 'AddKey': {
      const { permission } = action.accessKey
      if (permission.kind !== 'FunctionCall') return [[fees.addFullAccessKey, 1n]]
      const bytes = permission.methodNames.reduce(
        (sum, name) => sum + encoder.encode(name).length + 1,
        0,
      )
      return [
        [fees.addFunctionCallKeyBase, 1n],
        [fees.addFunctionCallKeyByte, BigInt(bytes)],
      ]
    }
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
    default:
      throw new Error(`${action.kind} has no fee in this runtime`)
  }
}
