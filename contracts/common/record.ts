/** Packed records: fixed little-endian integers and length-prefixed strings. */
import { u128Read, u128Write, utf8Decode, utf8Encode } from '@research-hub/compiler/host'

export class RecordWriter {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(capacity: number) {
    this.#bytes = new Uint8Array(capacity)
    this.#view = new DataView(this.#bytes.buffer)
  }

  u8(value: number): this {
    this.#bytes[this.#at++] = value
    return this
  }

  u16(value: number): this {
    this.#view.setUint16(this.#at, value, true)
    this.#at += 2
    return this
  }

  u32(value: number): this {
    this.#view.setUint32(this.#at, value, true)
    this.#at += 4
    return this
  }

  u64(value: bigint): this {
    this.#view.setBigUint64(this.#at, value, true)
    this.#at += 8
    return this
  }

  u128(value: bigint): this {
    u128Write(this.#bytes, this.#at, value)
    this.#at += 16
    return this
  }

  bytes(value: Uint8Array): this {
    this.#bytes.set(value, this.#at)
    this.#at += value.length
    return this
  }

  /** ASCII text of at most 255 characters, such as an account id. */
  ascii(text: string): this {
    return this.u8(text.length).bytes(utf8Encode(text))
  }

  finish(): Uint8Array {
    return this.#bytes.subarray(0, this.#at)
  }
}

export class RecordReader {
  readonly #bytes: Uint8Array
  readonly #view: DataView
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  }

  u8(): number {
    return this.#view.getUint8(this.#at++)
  }

  u16(): number {
    this.#at += 2
    return this.#view.getUint16(this.#at - 2, true)
  }

  u32(): number {
    this.#at += 4
    return this.#view.getUint32(this.#at - 4, true)
  }

  u64(): bigint {
    this.#at += 8
    return this.#view.getBigUint64(this.#at - 8, true)
  }

  u128(): bigint {
    this.#at += 16
    return u128Read(this.#bytes, this.#at - 16)
  }

  bytes(length: number): Uint8Array {
    this.#at += length
    return this.#bytes.slice(this.#at - length, this.#at)
  }

  ascii(): string {
    const length = this.u8()
    this.#at += length
    return utf8Decode(this.#bytes.subarray(this.#at - length, this.#at))
  }
}
