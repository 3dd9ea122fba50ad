/** What nearcore charges storage for a record: key, value and 40 bytes. */
export function recordBytes(key: Uint8Array | string, value: Uint8Array): bigint {
  return BigInt(key.length + value.length + 40)
}
