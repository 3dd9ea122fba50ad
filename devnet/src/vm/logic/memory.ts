import { memoryAccessViolation } from './errors.js'
import type { GasCounter } from './gas.js'

/** The contract's memory, read and written for gas. */
export class GuestMemory {
  readonly #memory: WebAssembly.Memory
  readonly #gas: GasCounter

  constructor(memory: WebAssembly.Memory, gas: GasCounter) {
    this.#memory = memory
    this.#gas = gas
  }

  /** A copy of `length` bytes. Gas is charged before the bounds are looked at. */
  read(pointer: bigint, length: bigint): Uint8Array {
    this.#gas.pay('read_memory_base')
    this.#gas.pay('read_memory_byte', length)
    return this.peek(pointer, length)
  }

  write(pointer: bigint, bytes: Uint8Array): void {
    this.#gas.pay('write_memory_base')
    this.#gas.pay('write_memory_byte', bytes.length)
    this.#check(pointer, BigInt(bytes.length))
    new Uint8Array(this.#memory.buffer).set(bytes, Number(pointer))
  }

  /** Reads without paying: for bytes already paid for. */
  peek(pointer: bigint, length: bigint): Uint8Array {
    this.#check(pointer, length)
    return new Uint8Array(this.#memory.buffer, Number(pointer), Number(length)).slice()
  }

  #check(pointer: bigint, length: bigint): void {
    if (pointer + length > BigInt(this.#memory.buffer.byteLength)) throw memoryAccessViolation()
  }
}
