/**
 * Work on byte arrays in place, at offsets: for loops over many packed records, where views and bigints
 * would be the dearest part. All throw a RangeError for a slice outside its array. A u128 is 16
 * little-endian bytes.
 */
import type { NativeEnv } from './native.js'

declare const env: NativeEnv

export function bytesCopy(
  to: Uint8Array,
  toAt: number,
  from: Uint8Array,
  fromAt: number,
  length: number,
): void {
  env.bytes_copy(to, toAt, from, fromAt, length)
}

/** Negative, zero or positive, as the bytes of `a` sort before, with or after those of `b`. */
export function bytesCompare(
  a: Uint8Array,
  aAt: number,
  b: Uint8Array,
  bAt: number,
  length: number,
): number {
  return env.bytes_compare(a, aAt, b, bAt, length) as number
}

/** -1, 0 or 1. */
export function u128Compare(a: Uint8Array, aAt: number, b: Uint8Array, bAt: number): number {
  return env.u128_compare(a, aAt, b, bAt) as number
}

/** `to += from`; throws when the sum does not fit. */
export function u128Add(to: Uint8Array, toAt: number, from: Uint8Array, fromAt: number): void {
  env.u128_add(to, toAt, from, fromAt)
}

/** `to -= from`; throws when the difference is below zero. */
export function u128Subtract(to: Uint8Array, toAt: number, from: Uint8Array, fromAt: number): void {
  env.u128_subtract(to, toAt, from, fromAt)
}

/** `to = |a - b|`; -1, 0 or 1, as `a` is below, at or above `b`. */
export function u128Difference(
  to: Uint8Array,
  toAt: number,
  a: Uint8Array,
  aAt: number,
  b: Uint8Array,
  bAt: number,
): number {
  return env.u128_difference(to, toAt, a, aAt, b, bAt) as number
}

/**
 * A part of a running total, rounded down: by how much it grows when the total grows by the amount at
 * `fromAt`. Moves that from there to `partAt`. Multiplier and divisor are of 32 bits; throws when the part
 * is more than the amount.
 */
export function u128TakePart(
  amounts: Uint8Array,
  fromAt: number,
  partAt: number,
  total: Uint8Array,
  totalAt: number,
  multiplier: number,
  divisor: number,
): void {
  env.u128_take_part(amounts, fromAt, partAt, total, totalAt, multiplier, divisor)
}

/** `to = floor(to × multiplier ÷ divisor)`, both of 32 bits, the product exact. */
export function u128ScaleDown(
  to: Uint8Array,
  toAt: number,
  multiplier: number,
  divisor: number,
): void {
  env.u128_scale_down(to, toAt, multiplier, divisor)
}

export function u128Read(bytes: Uint8Array, at: number): bigint {
  return env.u128_read(bytes, at) as bigint
}

export function u128Write(bytes: Uint8Array, at: number, value: bigint): void {
  env.u128_write(bytes, at, value)
}

/**
 * SHA-256 of 32 bytes, of that hash, and so on, `count` times (at most 65 536); computed by the engine, at
 * about a fifth of the host function's price.
 */
export function sha256Chain(start: Uint8Array, count: number): Uint8Array {
  return env.sha256_chain(start, count) as Uint8Array
}
