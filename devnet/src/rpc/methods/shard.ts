import type { RpcContext } from '../node/context.js'
import type { JsonView } from '../wire/encode.js'

/** `maintenance_windows`: none, because the one validator is always needed. */
export function maintenanceWindows(): readonly never[] {
  return []
}

/** `EXPERIMENTAL_congestion_level`: always 0, receipts are never held back by shard congestion. */
export function congestionLevel(): JsonView {
  return { congestion_level: 0 }
}

/** `EXPERIMENTAL_split_storage_info`: heights; there is no cold storage. */
export function splitStorageInfo({ chain }: RpcContext): JsonView {
  const height = chain.head().header.height
  return {
    head_height: height,
    final_head_height: height,
    cold_head_height: null,
    hot_db_kind: 'RPC',
  }
}
