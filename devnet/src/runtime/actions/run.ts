import type { AccountId, ActionReceipt } from '../../primitives/types.js'
import type { PromiseResult } from '../../vm/types/interface.js'
import type { BlockContext } from '../state/block-context.js'
import type { ReceiptProgress } from '../types/receipt-progress.js'

/** A receipt whose actions are being run. */
export type ActionRun = {
  readonly block: BlockContext
  readonly receipt: ActionReceipt
  readonly progress: ReceiptProgress
  readonly promiseResults: readonly PromiseResult[]
  /** The size of the block's proof when the receipt began. */
  readonly proofBytesBefore: number
  /** Becomes the new account after CreateAccount, the predecessor again after DeleteAccount. */
  actorId: AccountId
}
