/** Reads the binary encodings of a wasm module from a byte array. */
export class WasmReader {
  readonly #bytes: Uint8Array
  #at: number

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.#at = at
  }

  get position(): number {
    return this.#at
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  u8(): number {
    const byte = this.#bytes[this.#at++]
    if (byte === undefined) throw new RangeError('wasm ends in the middle of a value')
    return byte
  }

  /** Unsigned LEB128 of up to 32 bits. */
  u32(): number {
    let value = 0
    for (let shift = 0; ; shift += 7) {
      const byte = this.u8()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return value >>> 0
    }
  }

  /** Signed LEB128 of up to 32 bits. */
  i32(): number {
    let value = 0
    for (let shift = 0; ; ) {
      const byte = this.u8()
      value |= (byte & 0x7f) << shift
      shift += 7
      if (byte < 0x80) return shift < 32 && (byte & 0x40) !== 0 ? value | (-1 << shift) : value
    }
  }

  text(): string {
    return new TextDecoder().decode(this.take(this.u32()))
  }

  take(length: number): Uint8Array {
    const bytes = this.#bytes.subarray(this.#at, this.#at + length)
    if (bytes.length !== length) throw new RangeError('wasm ends in the middle of a value')
    this.#at += length
    return bytes
  }
}
