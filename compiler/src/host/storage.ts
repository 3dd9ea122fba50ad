/** Contract storage. */
import type { Bytes, NativeEnv } from './native.js'

declare const env: NativeEnv

/** Host function `storage_write`. Tells whether a value was replaced. */
export function storageWrite(key: Bytes, value: Bytes): boolean {
  return env.storage_write(key, value, 0n) === 1n
}

/** Host function `storage_read`. Undefined when there is none. */
export function storageRead(key: Bytes): Uint8Array | undefined {
  return env.storage_read_value(key) as Uint8Array | undefined
}

/** `storage_read` into an array from its start; the value's length, or -1 when there is none. */
export function storageReadInto(key: Bytes, to: Uint8Array): number {
  return env.storage_read(key, 0n) === 1n ? (env.read_register_into(0n, to, 0) as number) : -1
}

/** Host function `storage_remove`. Tells whether there was a value. */
export function storageRemove(key: Bytes): boolean {
  return env.storage_remove(key, 0n) === 1n
}

/** Host function `storage_has_key`. */
export function storageHasKey(key: Bytes): boolean {
  return env.storage_has_key(key) === 1n
}
