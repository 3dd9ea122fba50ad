import type { ProtocolConfig } from '../types/config.js'
import { HostError, memoryAccessViolation } from './errors.js'
import type { GasCounter } from './gas.js'

/** The contract's numbered scratch space outside its memory. */
export class Registers {
  readonly #values = new Map<bigint, Uint8Array>()
  readonly #gas: GasCounter
  readonly #limits: ProtocolConfig['limits']
  #usage = 0

  constructor(gas: GasCounter) {
    this.#gas = gas
    this.#limits = gas.config.limits
  }

  length(id: bigint): bigint {
    const value = this.#values.get(id)
    return value === undefined ? 2n ** 64n - 1n : BigInt(value.length)
  }

  read(id: bigint): Uint8Array {
    const value = this.#values.get(id)
    if (value === undefined) {
      throw new HostError(
        `Accessed invalid register id: ${id}`,
        `InvalidRegisterId { register_id: ${id} }`,
      )
    }
    this.#gas.pay('read_register_base')
    this.#gas.pay('read_register_byte', value.length)
    return value
  }

  /**
   * Pays before it checks; the count limit holds even for overwriting, as in nearcore. With
   * `isShared` the bytes are not copied, so they cost nothing.
   */
  write(id: bigint, value: Uint8Array, isShared = false): void {
    this.#gas.pay('write_register_base')
    if (!isShared) this.#gas.pay('write_register_byte', value.length)
    const replaced = this.#values.get(id)
    const usage =
      this.#usage - (replaced === undefined ? 0 : replaced.length + 8) + value.length + 8
    if (
      value.length > this.#limits.max_register_size ||
      this.#values.size >= this.#limits.max_number_registers ||
      usage > this.#limits.registers_memory_limit
    ) {
      throw memoryAccessViolation()
    }
    this.#usage = usage
    this.#values.set(id, value)
  }
}
