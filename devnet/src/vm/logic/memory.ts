import { memoryAccessViolation } from './errors.js'
import type { GasCounter } from './gas.js'

/** The call needs more of the chain's memory than this attempt was given. */
export class MoreMemoryWanted extends Error {}

/** The contract's memory, read and written for gas. */
export class GuestMemory {
  readonly #memory: WebAssembly.Memory
  readonly #gas: GasCounter
  readonly #chainBytes: number

  /** `chainBytes` is what the chain would have given; `memory` may be smaller. */
  constructor(memory: WebAssembly.Memory, gas: GasCounter, chainBytes: number) {
    this.#memory = memory
    this.#gas = gas
    this.#chainBytes = chainBytes
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
    const end = pointer + length
    if (end <= BigInt(this.#memory.buffer.byteLength)) return
    throw end <= BigInt(this.#chainBytes) ? new MoreMemoryWanted() : memoryAccessViolation()
  }
}
