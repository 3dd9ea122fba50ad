/** Limits on the functions of a module, in nearcore's order (`instrument_v3.rs`). */
import type { ProtocolConfig } from '../types/config.js'
import { PrepareFailure } from './prepare-failure.js'

/** Counts what the functions of a contract have, each and together. */
export class FunctionTotals {
  readonly #limits: ProtocolConfig['limits']
  #params = 0
  #blocks = 0

  constructor(limits: ProtocolConfig['limits']) {
    this.#limits = limits
  }

  addParams(count: number): void {
    if (count > this.#limits.max_params_per_function)
      throw new PrepareFailure('TooManyParamsPerFunction')
    this.#params += count
    if (this.#params > this.#limits.max_params_per_contract)
      throw new PrepareFailure('TooManyParamsPerContract')
  }

  checkOperands(bytes: number): void {
    if (bytes > this.#limits.max_operand_stack_bytes_per_function)
      throw new PrepareFailure('OperandStackTooLarge')
  }

  /** Blocks, loops and conditions, also those that cannot be reached. */
  addBlocks(count: number): void {
    if (count > this.#limits.max_blocks_per_function)
      throw new PrepareFailure('TooManyBlocksPerFunction')
    this.#blocks += count
    if (this.#blocks > this.#limits.max_blocks_per_contract)
      throw new PrepareFailure('TooManyBlocksPerContract')
  }
}
