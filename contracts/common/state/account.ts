/**
 * One record per registered account (NEP-145) with its NEAR credit in it, so that crediting a
 * registered account never needs new storage.
 */
import { storageRead, storageRemove, storageWrite } from '@research-hub/compiler/host'
import { pack, unpack } from './record.js'

export type AccountRecord = {
  /** Deposited for storage, in yoctoNEAR, the registration's own bytes included. */
  readonly storageYocto: bigint
  /** Bytes of records this account caused beyond its registration. */
  readonly usedBytes: bigint
  readonly creditYocto: bigint
}

export const byteCostYocto = 10_000_000_000_000_000_000n

const recordLength = 1 + 16 + 8 + 16
const version = 1
/** Version, storage deposit, used bytes, credit. */
const layout = '1686'

/** Bytes that a registration takes: the record, its key, and nearcore's 40 per record. */
export function accountBytes(accountId: string): bigint {
  return BigInt(2 + accountId.length + recordLength + 40)
}

/** Bytes that any registration is charged for: those of the longest id. */
export const registrationBytes: bigint = BigInt(2 + 64 + recordLength + 40)

export const registrationYocto: bigint = registrationBytes * byteCostYocto

export function loadAccount(accountId: string): AccountRecord | undefined {
  const bytes = storageRead(`a:${accountId}`)
  if (bytes === undefined) return undefined
  const record = unpack(layout, bytes)
  return { storageYocto: record[1], usedBytes: record[2], creditYocto: record[3] }
}

export function saveAccount(accountId: string, record: AccountRecord): void {
  const { storageYocto, usedBytes, creditYocto } = record
  storageWrite(`a:${accountId}`, pack(layout, [version, storageYocto, usedBytes, creditYocto]))
}

export function removeAccount(accountId: string): void {
  storageRemove(`a:${accountId}`)
}

/** What of the storage deposit is not held by registration or records. */
export function availableYocto({ storageYocto, usedBytes }: AccountRecord): bigint {
  const heldYocto = (registrationBytes + usedBytes) * byteCostYocto
  // A payment put back for an account that was gone makes a registration without a deposit.
  return storageYocto > heldYocto ? storageYocto - heldYocto : 0n
}
