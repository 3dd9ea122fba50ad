import type { AccountId, ExecutionOutcome, Receipt } from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import type { Epochs, StakeProposal } from '../types/stakes.js'
import type { CodeCache } from './code-cache.js'
import type { Queues } from './queues.js'
import type { StateReads } from './reads.js'
import type { StateUpdate } from './update.js'

/** Everything that applying one block's transactions and receipts reads and fills. */
export type BlockContext = {
  readonly config: ProtocolConfig
  readonly chainId: string
  readonly height: bigint
  readonly timestampNs: bigint
  readonly epochHeight: bigint
  readonly gasPriceYocto: bigint
  readonly randomValue: Uint8Array
  readonly epochs: Epochs
  /** The last stake that each account asked for in this block, latest last. */
  readonly proposals: Map<AccountId, StakeProposal>
  readonly state: StateUpdate
  /** What has been looked up in `state`. */
  readonly reads: StateReads
  readonly queues: Queues
  readonly codeCache: CodeCache
  readonly outgoing: Receipt[]
  /** Receipts that run right after the one that made them. */
  readonly instant: Receipt[]
  /** Outcomes without their block hash, which is not known yet. */
  readonly outcomes: Omit<ExecutionOutcome, 'blockHash'>[]
  readonly receipts: Receipt[]
  gasUsed: bigint
  /** Compute beyond the gas used. */
  extraCompute: bigint
  burntYocto: bigint
}
