/** Borsh, strict: reading past the end, trailing bytes and bad UTF-8 throw `BorshError`. */
export class BorshError extends Error {
  override readonly name = 'BorshError'
}

export class BorshReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  }

  get position(): number {
    return this.#at
  }

  finish(): void {
    if (this.#at !== this.#bytes.length) throw new BorshError('Not all bytes read')
  }

  u8(): number {
    return this.#view.getUint8(this.#advance(1))
  }

  u16(): number {
    return this.#view.getUint16(this.#advance(2), true)
  }

  u32(): number {
    return this.#view.getUint32(this.#advance(4), true)
  }

  u64(): bigint {
    return this.#view.getBigUint64(this.#advance(8), true)
  }

  u128(): bigint {
    const low = this.u64()
    return low | (this.u64() << 64n)
  }

  fixed(length: number): Uint8Array {
    const start = this.#advance(length)
    return this.#bytes.slice(start, start + length)
  }

  bytes(): Uint8Array {
    return this.fixed(this.u32())
  }

  string(): string {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(this.bytes())
    } catch (error) {
      if (error instanceof BorshError) throw error
      throw new BorshError('invalid utf-8 sequence')
    }
  }

  list<T>(read: () => T): T[] {
    const items: T[] = []
    for (let left = this.u32(); left > 0; left--) items.push(read())
    return items
  }

  optional<T>(read: () => T): T | undefined {
    const tag = this.u8()
    if (tag > 1) throw new BorshError(`Invalid Option representation: ${tag}`)
    return tag === 1 ? read() : undefined
  }

  #advance(length: number): number {
    const start = this.#at
    if (start + length > this.#bytes.length) throw new BorshError('Unexpected length of input')
    this.#at = start + length
    return start
  }
}

export class BorshWriter {
  #bytes = new Uint8Array(256)
  #view = new DataView(this.#bytes.buffer)
  #at = 0

  u8(value: number): this {
    const at = this.#reserve(1)
    this.#view.setUint8(at, value)
    return this
  }

  u16(value: number): this {
    const at = this.#reserve(2)
    this.#view.setUint16(at, value, true)
    return this
  }

  u32(value: number): this {
    const at = this.#reserve(4)
    this.#view.setUint32(at, value, true)
    return this
  }

  u64(value: bigint): this {
    const at = this.#reserve(8)
    this.#view.setBigUint64(at, value, true)
    return this
  }

  u128(value: bigint): this {
    return this.u64(BigInt.asUintN(64, value)).u64(value >> 64n)
  }

  fixed(bytes: Uint8Array): this {
    const start = this.#reserve(bytes.length)
    this.#bytes.set(bytes, start)
    return this
  }

  bytes(bytes: Uint8Array): this {
    return this.u32(bytes.length).fixed(bytes)
  }

  string(text: string): this {
    return this.bytes(new TextEncoder().encode(text))
  }

  finish(): Uint8Array<ArrayBuffer> {
    return this.#bytes.slice(0, this.#at)
  }

  #reserve(length: number): number {
    const start = this.#at
    if (start + length > this.#bytes.length) {
      const grown = new Uint8Array(Math.max(this.#bytes.length * 2, start + length))
      grown.set(this.#bytes)
      this.#bytes = grown
      this.#view = new DataView(grown.buffer)
    }
    this.#at = start + length
    return start
  }
}
