import type {
  ActionContract,
  ActionReceipt,
  ErrorJson,
  ExecutionStatus,
  GasProfileEntry,
  Receipt,
} from '../../primitives/types.js'
import type { BlockContext } from '../state/block-context.js'
import type { ReceiptProgress } from '../types/receipt-progress.js'

/** Notes what a receipt came to. */
export function record(
  block: BlockContext,
  receipt: ActionReceipt,
  status: ExecutionStatus,
  {
    progress,
    made,
    tokensBurntYocto,
  }: {
    readonly progress: ReceiptProgress
    readonly made: readonly Receipt[]
    readonly tokensBurntYocto: bigint
  },
): void {
  block.outcomes.push({
    id: receipt.receiptId,
    logs: progress.logs,
    receiptIds: made.filter(({ kind }) => kind === 'Action').map(({ receiptId }) => receiptId),
    gasBurnt: progress.gasBurnt,
    tokensBurntYocto,
    executorId: receipt.receiverId,
    status,
    gasProfile: profileOf(progress),
    hostCalls: progress.hostCalls,
    ...(block.config.protocolVersion >= 85 ? { contracts: contractsOf(receipt, progress) } : {}),
  })
}

/** One entry an action; those that did not run show none. */
function contractsOf({ actions }: ActionReceipt, { contracts }: ReceiptProgress): ActionContract[] {
  return actions.map((_, index) => contracts[index])
}

/** nearcore `ExecutionStatus` of a receipt that has run. */
export function statusOf(
  { returned }: ReceiptProgress,
  error: ErrorJson | undefined,
  returnedId: Uint8Array | undefined,
): ExecutionStatus {
  if (error !== undefined) return { kind: 'Failure', error }
  if (returned.kind === 'value') return { kind: 'SuccessValue', value: returned.data }
  return returnedId === undefined
    ? { kind: 'Unknown' }
    : { kind: 'SuccessReceiptId', receiptId: returnedId }
}

const actionCosts =
  /^(NEW_|CREATE_ACCOUNT|DEPLOY_|FUNCTION_CALL_|TRANSFER|STAKE|ADD_|DELETE_|DELEGATE|DETERMINISTIC_|UNIVERSAL_STATE_INIT_(BASE|BYTE|ENTRY)|USE_GLOBAL|GAS_KEY_)/

function profileOf(progress: ReceiptProgress): GasProfileEntry[] {
  return [...progress.profile]
    .filter(([, gasUsed]) => gasUsed > 0n)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([cost, gasUsed]) => ({
      costCategory: actionCosts.test(cost) ? 'ACTION_COST' : 'WASM_HOST_COST',
      cost: cost.toUpperCase(),
      gasUsed,
    }))
}
