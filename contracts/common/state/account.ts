/**
 * One record per registered account (NEP-145) with its NEAR credit in it, so that crediting a
 * registered account never needs new storage.
 */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { type RecordOf, record, u32, u64, u128, version } from './record.js'
import { recordBytes } from './records.js'

export const accountRecord = record({
  version: version(2),
  /** Deposited for storage, in yoctoNEAR, the registration's own bytes included. */
  storageYocto: u128,
  /** Bytes of records this account caused beyond its registration. */
  usedBytes: u64,
  creditYocto: u128,
  /** Payments to it under way: what fails comes back here, so the record stays while there are any. */
  pending: u32,
})
export type AccountRecord = RecordOf<typeof accountRecord>

export const newAccount: AccountRecord = {
  storageYocto: 0n,
  usedBytes: 0n,
  creditYocto: 0n,
  pending: 0,
}

export const byteCostYocto = 10_000_000_000_000_000_000n

/** Bytes that a registration takes: the record, its key, and nearcore's 40 per record. */
export function accountBytes(accountId: string): bigint {
  return recordBytes(`a:${accountId}`, accountRecord.size)
}

/** Bytes that any registration is charged for: those of the longest id. */
export const registrationBytes: bigint = accountBytes('a'.repeat(64))

export const registrationYocto: bigint = registrationBytes * byteCostYocto

export function loadAccount(accountId: string): AccountRecord | undefined {
  const bytes = storageRead(`a:${accountId}`)
  return bytes === undefined ? undefined : accountRecord.decode(bytes)
}

export function saveAccount(accountId: string, record: AccountRecord): void {
  storageWrite(`a:${accountId}`, accountRecord.encode(record))
}

export function removeAccount(accountId: string): void {
  storageRemove(`a:${accountId}`)
}

/** What of the storage deposit is not held by registration or records. */
export function availableYocto({ storageYocto, usedBytes }: AccountRecord): bigint {
  const heldYocto = (registrationBytes + usedBytes) * byteCostYocto
  return storageYocto > heldYocto ? storageYocto - heldYocto : 0n
}
