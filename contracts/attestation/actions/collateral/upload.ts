import { emit } from '../../../common/wire/events.js'
import type { CollateralResult } from '../../interface.js'
import { settleStorage } from '../settle-storage.js'

export type Store = (bytes: Uint8Array) => CollateralResult

/** Runs an upload; who called pays for what it stores. */
export function storeUpload(store: Store, bytes: Uint8Array): CollateralResult {
  const result = store(bytes)
  settleStorage()
  emit('collateral_updated', { kind: result.kind, valid_until_s: result.valid_until_s })
  return result
}
