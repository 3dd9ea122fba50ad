/** What nearcore's congestion control counts and limits, as far as one shard meets it. */
import type { ErrorJson, Receipt } from '../../primitives/types.js'
import type { ProtocolConfig } from '../../vm/types/config.js'
import { attachedGas, prepaidExecutionGas, prepaidSendGas } from '../fees/gas-totals.js'
import type { Backlog } from '../types/block.js'
import { receiptSize } from './receipt-size.js'

export const noBacklog: Backlog = { gas: 0n, bytes: 0 }

/** Each receipt is measured once, however long it waits. */
const measured = new WeakMap<Receipt, Backlog>()

/** nearcore `CongestionInfo`: what the delayed receipts come to. */
export function backlogOf(config: ProtocolConfig, delayed: readonly Receipt[]): Backlog {
  if (delayed.length === 0) return noBacklog
  let gas = 0n
  let bytes = 0
  for (const receipt of delayed) {
    const part = measured.get(receipt) ?? measure(config, receipt)
    measured.set(receipt, part)
    gas += part.gas
    bytes += part.bytes
  }
  return { gas, bytes }
}

function measure(config: ProtocolConfig, receipt: Receipt): Backlog {
  return { gas: congestionGas(config, receipt), bytes: receiptSize(config, receipt) }
}

/** nearcore `compute_receipt_congestion_gas`. */
function congestionGas(config: ProtocolConfig, receipt: Receipt): bigint {
  if (receipt.kind !== 'Action' || receipt.isPromiseYield) return 0n
  const { actions, receiverId } = receipt
  return (
    prepaidExecutionGas(config, actions, receiverId) +
    prepaidSendGas(config, actions) +
    attachedGas(actions)
  )
}

const fullBacklogGas = 400_000_000_000_000_000
const mostTransactionGas = 500_000_000_000_000
const leastTransactionGas = 20_000_000_000_000

const fullBacklogBytes = 1_000_000_000
const refusingLevel = 0.8

function gasLevel({ gas }: Backlog): number {
  return Math.min(1, Number(gas) / fullBacklogGas)
}

/** Why a shard with that backlog takes no transaction for now (`shard_accepts_transactions`). */
export function congestionRefusal(backlog: Backlog): ErrorJson | undefined {
  const level = Math.max(gasLevel(backlog), Math.min(1, backlog.bytes / fullBacklogBytes))
  if (level < refusingLevel) return undefined
  return { ShardCongested: { shard_id: 0, congestion_level: level } }
}

/** Gas that transactions may burn in a block; the more waits, the less (`process_tx_limit`). */
export function transactionGasLimit(backlog: Backlog): bigint {
  const share = gasLevel(backlog)
  return BigInt(Math.round(mostTransactionGas * (1 - share) + leastTransactionGas * share))
}
