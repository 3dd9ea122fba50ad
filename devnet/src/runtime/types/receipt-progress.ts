import type {
  ActionContract,
  ActionReceipt,
  DataReceipt,
  DistributionReceipt,
} from '../../primitives/types.js'
import type { HostCall, PromiseReceipt } from '../../vm/types/interface.js'
import type { StakeProposal } from './stakes.js'

/** What running a receipt's actions has come to so far. */
export type ReceiptProgress = {
  gasBurnt: bigint
  gasUsed: bigint
  /** Compute beyond the gas burnt. */
  extraCompute: bigint
  /** VM gas, of which contracts get their reward. */
  gasBurntForCalls: bigint
  burntYocto: bigint
  readonly logs: string[]
  readonly contracts: ActionContract[]
  readonly profile: Map<string, bigint>
  readonly hostCalls: HostCall[]
  readonly promises: PromiseReceipt[]
  /** What the actions send, in order; a number stands for one of `promises`. */
  readonly made: (NewReceipt | number)[]
  returned:
    | { readonly kind: 'value'; readonly data: Uint8Array }
    | { readonly kind: 'promise'; readonly index: number }
  createdAccount: boolean
  /** The stake that the receipt asks for, in yocto; it is the receiver's. */
  proposal: StakeProposal | undefined
}

export function startProgress(): ReceiptProgress {
  return {
    gasBurnt: 0n,
    gasUsed: 0n,
    extraCompute: 0n,
    gasBurntForCalls: 0n,
    burntYocto: 0n,
    logs: [],
    contracts: [],
    profile: new Map(),
    hostCalls: [],
    promises: [],
    made: [],
    returned: { kind: 'value', data: new Uint8Array(0) },
    createdAccount: false,
    proposal: undefined,
  }
}

/** A receipt that has no id yet. */
export type NewReceipt =
  | Omit<ActionReceipt, 'receiptId'>
  | Omit<DataReceipt, 'receiptId'>
  | Omit<DistributionReceipt, 'receiptId'>
