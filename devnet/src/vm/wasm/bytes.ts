/** A cursor over wasm bytes; every read past the end throws `WasmFormatError`. */
export class ByteReader {
  readonly bytes: Uint8Array
  at: number
  readonly end: number

  constructor(bytes: Uint8Array, start = 0, end: number = bytes.length) {
    if (end > bytes.length) throw new WasmFormatError('section runs past the end')
    this.bytes = bytes
    this.at = start
    this.end = end
  }

  get done(): boolean {
    return this.at >= this.end
  }

  byte(): number {
    if (this.at >= this.end) throw new WasmFormatError('unexpected end')
    return this.bytes[this.at++] ?? 0
  }

  /** The next byte, left unread. */
  peek(): number {
    const byte = this.byte()
    this.at--
    return byte
  }

  /** Unsigned LEB128 of at most 32 bits. */
  u32(): number {
    let value = 0
    for (let shift = 0; shift < 35; shift += 7) {
      const byte = this.byte()
      value += (byte & 0x7f) * 2 ** shift
      if (byte < 0x80) {
        if (value > 0xffffffff) break
        return value
      }
    }
    throw new WasmFormatError('LEB128 does not fit 32 bits')
  }

  /** Skips a LEB128 of either sign. */
  /** Signed LEB128 of at most 32 bits. */
  s32(): number {
    let value = 0
    for (let shift = 0; shift < 35; ) {
      const byte = this.byte()
      value |= (byte & 0x7f) << shift
      shift += 7
      if (byte < 0x80) return shift < 32 && (byte & 0x40) !== 0 ? value | (-1 << shift) : value
    }
    throw new WasmFormatError('integer is too long')
  }

  skipLeb(maxBytes: number): void {
    for (let i = 0; i < maxBytes; i++) if (this.byte() < 0x80) return
    throw new WasmFormatError('LEB128 is too long')
  }

  skip(length: number): void {
    if (this.at + length > this.end) throw new WasmFormatError('unexpected end')
    this.at += length
  }

  take(length: number): Uint8Array {
    const start = this.at
    this.skip(length)
    return this.bytes.subarray(start, this.at)
  }

  /** What has not been read. */
  rest(): Uint8Array {
    return this.take(this.end - this.at)
  }

  name(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
        this.take(this.u32()),
      )
    } catch {
      throw new WasmFormatError('name is not UTF-8')
    }
  }
}

export class WasmFormatError extends Error {
  override readonly name = 'WasmFormatError'
}

/** A growing byte buffer. */
export class ByteWriter {
  #bytes = new Uint8Array(1024)
  length = 0

  byte(value: number): this {
    this.#reserve(1)
    this.#bytes[this.length++] = value
    return this
  }

  raw(bytes: Uint8Array): this {
    this.#reserve(bytes.length)
    this.#bytes.set(bytes, this.length)
    this.length += bytes.length
    return this
  }

  u32(value: number): this {
    let rest = value
    for (;;) {
      const low = rest % 128
      rest = Math.floor(rest / 128)
      this.byte(rest > 0 ? low | 0x80 : low)
      if (rest === 0) return this
    }
  }

  /** Signed LEB128 of a non-negative integer. */
  s(value: number): this {
    let rest = value
    for (;;) {
      const low = rest % 128
      rest = Math.floor(rest / 128)
      const isLast = rest === 0 && low < 64
      this.byte(isLast ? low : low | 0x80)
      if (isLast) return this
    }
  }

  name(text: string): this {
    const bytes = new TextEncoder().encode(text)
    return this.u32(bytes.length).raw(bytes)
  }

  /** A section: id, length, body. */
  section(id: number, body: ByteWriter): this {
    return this.byte(id).u32(body.length).raw(body.finish())
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.length)
  }

  #reserve(extra: number): void {
    if (this.length + extra <= this.#bytes.length) return
    const grown = new Uint8Array(Math.max(this.#bytes.length * 2, this.length + extra))
    grown.set(this.#bytes.subarray(0, this.length))
    this.#bytes = grown
  }
}
