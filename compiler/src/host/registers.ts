/** Raw registers, for contracts that avoid copying results through JavaScript. */
import type { Bytes, NativeEnv } from './native.js'

declare const env: NativeEnv

/** Host function `read_register`. */
export function readRegister(register: bigint): Uint8Array {
  return env.read_register(register) as Uint8Array
}

/** Host function `register_len`. Undefined when the register was never written. */
export function registerLength(register: bigint): bigint | undefined {
  const length = env.register_len(register) as bigint
  return length === 0xffff_ffff_ffff_ffffn ? undefined : length
}

/** Host function `write_register`. */
export function writeRegister(register: bigint, data: Bytes): void {
  env.write_register(register, data)
}

/** Reads a register into an array from `at` on and returns its length; throws when it does not fit. */
export function readRegisterInto(register: bigint, to: Uint8Array, at: number): number {
  return env.read_register_into(register, to, at) as number
}
