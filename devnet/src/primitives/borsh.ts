import { type HashKey, sha256, sha256Key } from './hash.js'

/** Borsh, strict: reading past the end, trailing bytes and bad UTF-8 throw `BorshError`. */
export class BorshError extends Error {
  override readonly name = 'BorshError'
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

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
      return decoder.decode(this.bytes())
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

type Scratch = { readonly bytes: Buffer; readonly view: DataView }

/** Writers that are done leave their scratch space to the next ones. */
const spare: Scratch[] = []
const scratchLength = 1_024
const mostSpare = 16

function scratch(length: number): Scratch {
  const bytes = Buffer.from(new ArrayBuffer(length))
  return { bytes, view: new DataView(bytes.buffer) }
}

/** A writer that is used again after all starts with nothing. */
const done = scratch(0)

/** Writes one value; {@link BorshWriter.finish} or {@link BorshWriter.digest} ends its use. */
export class BorshWriter {
  #scratch: Scratch = spare.pop() ?? scratch(scratchLength)
  #at = 0

  u8(value: number): this {
    const at = this.#reserve(1)
    this.#scratch.view.setUint8(at, value)
    return this
  }

  u16(value: number): this {
    const at = this.#reserve(2)
    this.#scratch.view.setUint16(at, value, true)
    return this
  }

  u32(value: number): this {
    const at = this.#reserve(4)
    this.#scratch.view.setUint32(at, value, true)
    return this
  }

  u64(value: bigint): this {
    const at = this.#reserve(8)
    this.#scratch.view.setBigUint64(at, value, true)
    return this
  }

  u128(value: bigint): this {
    return this.u64(BigInt.asUintN(64, value)).u64(value >> 64n)
  }

  fixed(bytes: Uint8Array): this {
    const start = this.#reserve(bytes.length)
    this.#scratch.bytes.set(bytes, start)
    return this
  }

  /** The 32 bytes of a hash. */
  hash(key: HashKey): this {
    const start = this.#reserve(key.length)
    this.#scratch.bytes.write(key, start, 'latin1')
    return this
  }

  bytes(bytes: Uint8Array): this {
    return this.u32(bytes.length).fixed(bytes)
  }

  string(text: string): this {
    const length = Buffer.byteLength(text)
    const start = this.u32(length).#reserve(length)
    this.#scratch.bytes.write(text, start)
    return this
  }

  get position(): number {
    return this.#at
  }

  /** Writes over what stands at a place. */
  setU32(at: number, value: number): this {
    this.#scratch.view.setUint32(at, value, true)
    return this
  }

  /** sha256 of what was written from a place on; more can be written afterwards. */
  digestFrom(start: number): Uint8Array {
    return sha256(this.#scratch.bytes.subarray(start, this.#at))
  }

  keyFrom(start: number): HashKey {
    return sha256Key(this.#scratch.bytes.subarray(start, this.#at))
  }

  /** Ends its use like {@link BorshWriter.finish}, for the sha256 of what was written. */
  digest(): Uint8Array {
    const digest = this.digestFrom(0)
    this.#end()
    return digest
  }

  digestKey(): HashKey {
    const digest = this.keyFrom(0)
    this.#end()
    return digest
  }

  finish(): Uint8Array<ArrayBuffer> {
    const written = new Uint8Array(this.#at)
    written.set(this.#scratch.bytes.subarray(0, this.#at))
    this.#end()
    return written
  }

  #end(): void {
    if (spare.length < mostSpare && this.#scratch.bytes.length === scratchLength)
      spare.push(this.#scratch)
    this.#scratch = done
    this.#at = 0
  }

  #reserve(length: number): number {
    const start = this.#at
    const { bytes } = this.#scratch
    if (start + length > bytes.length) {
      const grown = scratch(Math.max(bytes.length * 2, start + length))
      grown.bytes.set(bytes)
      this.#scratch = grown
    }
    this.#at = start + length
    return start
  }
}
