/**
 * NEAR's host functions for contracts, typed. Bytes are `Uint8Array`, u64 and u128 are exact
 * bigints, registers stay hidden. Works only inside a compiled contract.
 */
export * from './context.js'
export * from './crypto.js'
export type { Bytes, RawArgs } from './native.js'
export * from './promises.js'
export * from './registers.js'
export * from './slices.js'
export * from './storage.js'
export * from './text.js'
