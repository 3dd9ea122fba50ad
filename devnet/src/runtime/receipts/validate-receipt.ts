import { isAccountId } from '../../primitives/account-id.js'
import type { Action, ActionReceipt, ErrorJson } from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import { ActionFailure } from '../actions/failure.js'
import { receiptSize } from '../checks/receipt-size.js'
import { validateActions } from '../checks/validate-actions.js'
import type { NewReceipt, ReceiptProgress } from '../types/receipt-progress.js'
import { promiseReceipts } from './new-receipts.js'

/**
 * Throws `NewReceiptValidationError` for the first receipt that an action may not send: those that
 * stand in `progress.made` from `from` on (nearcore `validate_receipt`, mode `NewReceipt`).
 */
export function refuseInvalidReceipts(
  config: ProtocolConfig,
  parent: ActionReceipt,
  progress: ReceiptProgress,
  from: number,
): void {
  for (let at = from; at < progress.made.length; at++) {
    const made = progress.made[at]
    if (made === undefined) continue
    const problem =
      typeof made === 'number'
        ? validatePromise(config, parent, progress, made)
        : validate(config, made, () => made)
    if (problem !== undefined) throw new ActionFailure({ NewReceiptValidationError: problem })
  }
}

function validatePromise(
  config: ProtocolConfig,
  parent: ActionReceipt,
  progress: ReceiptProgress,
  index: number,
): ErrorJson | undefined {
  const promise = progress.promises[index]
  if (promise === undefined) return undefined
  const { receiverId, actions, refundTo } = promise
  return validate(config, { kind: 'Action', receiverId, actions, refundTo }, () => {
    // The receivers of the parent's own result are added only after this check.
    const { promises } = progress
    const returned = { kind: 'value', data: new Uint8Array(0) } as const
    return promiseReceipts(parent, { promises, returned })[index]
  })
}

type Checked =
  | Pick<ActionReceipt, 'kind' | 'receiverId' | 'actions' | 'refundTo'>
  | Exclude<NewReceipt, { kind: 'Action' }>

function validate(
  config: ProtocolConfig,
  receipt: Checked,
  whole: () => NewReceipt | undefined,
): ErrorJson | undefined {
  const limit = config.limits.max_receipt_size
  // Everything but payloads is far below half the limit, and not worth encoding to be measured.
  if (payloadLength(receipt) * 2 > limit) {
    const made = whole()
    const size = made === undefined ? 0 : receiptSize(config, made)
    if (size > limit) return { ReceiptSizeExceeded: { size, limit } }
  }
  if (receipt.kind !== 'Action') return undefined
  const { receiverId, refundTo, actions } = receipt
  if (!isAccountId(receiverId)) return { InvalidReceiverId: { account_id: receiverId } }
  if (refundTo !== undefined && !isAccountId(refundTo))
    return { InvalidRefundTo: { account_id: refundTo } }
  const invalid = validateActions(config, actions, receiverId)
  return invalid === undefined ? undefined : { ActionsValidation: invalid }
}

function payloadLength(receipt: Checked): number {
  if (receipt.kind === 'Distribution') return receipt.code.length
  if (receipt.kind === 'Data') return receipt.data?.length ?? 0
  return receipt.actions.reduce((sum, action) => sum + actionPayload(action), 0)
}

function actionPayload(action: Action): number {
  switch (action.kind) {
    case 'FunctionCall':
      return action.args.length
    case 'DeployContract':
    case 'DeployGlobalContract':
      return action.code.length
    case 'DeterministicStateInit': {
      let bytes = 0
      for (const [key, value] of action.stateInit.data) bytes += key.length + value.length
      return bytes
    }
    case 'UniversalStateInit':
      return action.stateInit.length
    case 'Delegate':
      return action.delegate.delegateAction.actions.reduce(
        (sum, inner) => sum + actionPayload(inner),
        0,
      )
    default:
      return 0
  }
}
