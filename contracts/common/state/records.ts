import { storageUsage } from '@research-hub/compiler/host'

/** What nearcore charges storage for a record: key, value (or its size) and 40 bytes. */
export function recordBytes(key: Uint8Array | string, value: Uint8Array | number): bigint {
  return BigInt(key.length + (typeof value === 'number' ? value : value.length) + 40)
}

/** Runs a change of records and returns by how many bytes the contract's storage grew. */
export function grownBytes(change: () => void): bigint {
  const before = storageUsage()
  change()
  return storageUsage() - before
}
