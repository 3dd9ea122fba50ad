import { isPostQuantum } from '../../primitives/keys.js'
import type { AccountId, Action, PublicKey } from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import { type ActionGas, actionGas } from './action-gas.js'

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
