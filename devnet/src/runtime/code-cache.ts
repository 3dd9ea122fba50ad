import { bytesKey } from '../primitives/hash.js'
import type { PreparedContract, Vm } from '../vm/interface.js'

/** Compiled modules by code hash; the oldest goes when there are too many. */
export class CodeCache {
  readonly vm: Vm
  readonly #prepared = new Map<string, PreparedContract>()
  readonly #limit: number

  constructor(vm: Vm, limit = 256) {
    this.vm = vm
    this.#limit = limit
  }

  prepare(codeHash: Uint8Array, code: Uint8Array): PreparedContract {
    const key = bytesKey(codeHash)
    const known = this.#prepared.get(key)
    if (known !== undefined) return known
    const prepared = this.vm.prepare(code)
    const [oldest] = this.#prepared.keys()
    if (this.#prepared.size >= this.#limit && oldest !== undefined) this.#prepared.delete(oldest)
    this.#prepared.set(key, prepared)
    return prepared
  }
}
