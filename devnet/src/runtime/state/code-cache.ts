import { bytesKey, sha256 } from '../../primitives/hash.js'
import type { PreparedContract, Vm } from '../../vm/vm.js'

/** Compiled modules by code hash; the oldest goes when there are too many. */
export class CodeCache {
  readonly vm: Vm
  readonly #prepared = new Map<string, PreparedContract>()
  readonly #hashes = new WeakMap<Uint8Array, Uint8Array>()
  readonly #limit: number

  constructor(vm: Vm, limit = 256) {
    this.vm = vm
    this.#limit = limit
  }

  /** Hash of code as it stands in state, where the same bytes stay until they are replaced. */
  hashOf(code: Uint8Array): Uint8Array {
    const known = this.#hashes.get(code)
    if (known !== undefined) return known
    const hash = sha256(code)
    this.#hashes.set(code, hash)
    return hash
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
