import { emit } from '../../../common/wire/events.js'
import type { CollateralResult } from '../../interface.js'
import { settleStorage } from '../settle-storage.js'

/** What was stored; platform and number where it is a document of one. */
export type Stored = CollateralResult & {
  readonly fmspc?: string
  readonly evaluation?: number
}

export type Store = (bytes: Uint8Array) => Stored

/** Runs an upload; who called pays for what it stores. */
export function storeUpload(store: Store, bytes: Uint8Array): CollateralResult {
  const { fmspc = '', evaluation = 0, ...result } = store(bytes)
  settleStorage()
  emit('collateral_updated', {
    kind: result.kind,
    fmspc,
    evaluation_number: evaluation,
    valid_until_s: result.valid_until_s,
  })
  return result
}

export function storedOf(kind: string, fromS: number, untilS: number): Stored {
  return { kind, valid_from_s: fromS, valid_until_s: untilS, removed: [] }
}
