import type { ErrorJson, FunctionCallPermission, Transaction } from '../../primitives/types.js'

/** What a function-call key may sign: one call without deposit to its receiver and methods. */
export function checkFunctionCallKey(
  permission: FunctionCallPermission,
  { receiverId, actions }: Pick<Transaction, 'receiverId' | 'actions'>,
  depositIsLast = false,
): ErrorJson | undefined {
  const [action] = actions
  if (actions.length !== 1 || action?.kind !== 'FunctionCall') return 'RequiresFullAccess'
  const refused = action.depositYocto > 0n ? 'DepositWithFunctionCall' : undefined
  if (refused !== undefined && !depositIsLast) return refused
  if (permission.receiverId !== receiverId) {
    return { ReceiverMismatch: { tx_receiver: receiverId, ak_receiver: permission.receiverId } }
  }
  const { methodNames } = permission
  if (methodNames.length > 0 && !methodNames.includes(action.methodName)) {
    return { MethodNameMismatch: { method_name: action.methodName } }
  }
  return refused
}
