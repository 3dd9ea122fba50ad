import { concatBytes, prefixed, sized, uintBytes, utf8 } from './bytes.js'

/** Writes fields one after another: the same as {@link concatBytes} of its parts. */
export class FieldWriter {
  readonly #parts: Uint8Array[] = []

  uint(value: bigint | number, length: number): this {
    this.#parts.push(uintBytes(value, length))
    return this
  }

  bytes(value: Uint8Array, length: number = value.length): this {
    this.#parts.push(sized(value, length))
    return this
  }

  text(value: string): this {
    return this.bytes(utf8(value))
  }

  prefixed(value: string): this {
    return this.bytes(prefixed(value))
  }

  finish(): Uint8Array {
    return concatBytes(...this.#parts)
  }
}
