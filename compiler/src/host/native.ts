import type { HostName } from './names.js'

/** Bytes for a host function; a string is passed as UTF-8. */
export type Bytes = Uint8Array | string

/**
 * The engine's global `env`: one function per row of the host table. Contracts name its members as
 * `env.x`, which is how the compiler knows which host functions to keep.
 */
export type NativeEnv = {
  readonly [name in HostName]: (...values: readonly unknown[]) => unknown
}

/**
 * The bytes of a call's input, in a method that decodes them itself. `T` is what they hold; the
 * compiler writes it into the ABI.
 */
export type RawArgs<T> = Uint8Array & { readonly __args?: T }
