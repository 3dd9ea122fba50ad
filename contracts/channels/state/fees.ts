/**
 * Fees of settlements, per token, held until `collect_fees` credits the recipient: no settlement
 * depends on what the recipient does with its account. The contract pays the record's few bytes.
 */
import { storageRead, storageWrite, u128Read, u128Write } from '@research-hub/compiler/host'
import type { TokenIndex } from '../../common/state/totals.js'

export function feesOf(token: TokenIndex): bigint {
  const bytes = storageRead(`f:${token}`)
  return bytes === undefined ? 0n : u128Read(bytes, 0)
}

export function addFees(token: TokenIndex, amount: bigint): void {
  if (amount === 0n) return
  saveFees(token, feesOf(token) + amount)
}

export function saveFees(token: TokenIndex, amount: bigint): void {
  const bytes = new Uint8Array(16)
  u128Write(bytes, 0, amount)
  storageWrite(`f:${token}`, bytes)
}
