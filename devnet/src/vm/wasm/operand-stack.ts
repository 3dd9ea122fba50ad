/** Peak size of a function's operand stack, the static half of finite-wasm's stack metering. */
import { type ByteReader, WasmFormatError } from './bytes.js'
import type { FunctionType, WasmModule } from './module.js'
import { isValueType, valueSize } from './operators.js'

type Frame = FunctionType & { readonly height: number; unreachable: boolean }

/** Result sizes of 0x45 to 0xc4, by the last opcode of each run; and which take two operands. */
const numeric: readonly (readonly [last: number, pops: number, pushes: number])[] = [
  [0x45, 1, 4],
  [0x4f, 2, 4],
  [0x50, 1, 4],
  [0x66, 2, 4],
  [0x69, 1, 4],
  [0x78, 2, 4],
  [0x7b, 1, 8],
  [0x8a, 2, 8],
  [0x91, 1, 4],
  [0x98, 2, 4],
  [0x9f, 1, 8],
  [0xa6, 2, 8],
  [0xab, 1, 4],
  [0xb1, 1, 8],
  [0xb6, 1, 4],
  [0xbb, 1, 8],
  [0xbc, 1, 4],
  [0xbd, 1, 8],
  [0xbe, 1, 4],
  [0xbf, 1, 8],
  [0xc1, 1, 4],
  [0xc4, 1, 8],
]

/** Pops and pushes of the operators after 0xfc, from 8 on; immediates to skip. */
const prefixed: readonly (readonly [immediates: number, pops: number, pushes: number])[] = [
  [2, 3, 0],
  [1, 0, 0],
  [2, 3, 0],
  [1, 3, 0],
  [2, 3, 0],
  [1, 0, 0],
  [2, 3, 0],
  [1, 2, 4],
  [1, 0, 4],
  [1, 3, 0],
]

/** Sizes in bytes on a simulated operand stack, with the control frames around it. */
class Operands {
  readonly #sizes: number[] = []
  readonly #frames: Frame[]
  #bytes = 0
  peak = 0

  constructor({ results }: FunctionType) {
    this.#frames = [{ height: 0, params: [], results, unreachable: false }]
  }

  get depth(): number {
    return this.#frames.length
  }

  push(size: number): void {
    this.#sizes.push(size)
    this.#bytes += size
    if (this.#bytes > this.peak) this.peak = this.#bytes
  }

  pop(count = 1): number {
    const frame = this.#frames.at(-1)
    let size = 4
    for (let left = count; left > 0; left--) {
      if (frame !== undefined && this.#sizes.length <= frame.height) {
        // Below code that cannot be reached any operand may be taken.
        if (!frame.unreachable) throw new WasmFormatError('operand stack underflow')
        continue
      }
      size = this.#sizes.pop() ?? 0
      this.#bytes -= size
    }
    return size
  }

  enter({ params, results }: FunctionType): void {
    this.pop(params.length)
    this.#frames.push({ height: this.#sizes.length, params, results, unreachable: false })
    for (const param of params) this.push(valueSize(param))
  }

  /** From the first branch of an `if` to the second, which starts with the same operands. */
  otherwise(): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    this.#cutTo(frame.height)
    frame.unreachable = false
    for (const param of frame.params) this.push(valueSize(param))
  }

  leave(): void {
    const frame = this.#frames.pop()
    if (frame === undefined) return
    this.#cutTo(frame.height)
    for (const result of frame.results) this.push(valueSize(result))
  }

  stop(): void {
    const frame = this.#frames.at(-1)
    if (frame === undefined) return
    this.#cutTo(frame.height)
    frame.unreachable = true
  }

  #cutTo(height: number): void {
    while (this.#sizes.length > height) this.#bytes -= this.#sizes.pop() ?? 0
  }
}

/** The most bytes of operands that the body, read from after its locals, ever holds. */
export function operandPeak(
  reader: ByteReader,
  type: FunctionType,
  locals: readonly number[],
  module: WasmModule,
): number {
  const operands = new Operands(type)
  while (operands.depth > 0) step(reader, operands, locals, module)
  return operands.peak
}

function step(
  reader: ByteReader,
  operands: Operands,
  locals: readonly number[],
  module: WasmModule,
): void {
  const code = reader.byte()
  if (code >= 0x45 && code <= 0xc4) {
    const [, pops = 1, pushes = 4] = numeric.find(([last]) => code <= last) ?? []
    operands.pop(pops)
    operands.push(pushes)
    return
  }
  if (code >= 0x28 && code <= 0x3e) {
    reader.u32()
    reader.u32()
    operands.pop(code <= 0x35 ? 1 : 2)
    if (code <= 0x35) operands.push(loadSize(code))
    return
  }
  switch (code) {
    case 0x00:
    case 0x0f:
      operands.stop()
      return
    case 0x01:
      return
    case 0x02:
    case 0x03:
      operands.enter(blockType(reader, module))
      return
    case 0x04:
      operands.pop()
      operands.enter(blockType(reader, module))
      return
    case 0x05:
      operands.otherwise()
      return
    case 0x0b:
      operands.leave()
      return
    case 0x0c:
      reader.u32()
      operands.stop()
      return
    case 0x0d:
      reader.u32()
      operands.pop()
      return
    case 0x0e:
      for (let left = reader.u32() + 1; left > 0; left--) reader.u32()
      operands.pop()
      operands.stop()
      return
    case 0x10:
      call(operands, functionType(module, reader.u32()))
      return
    case 0x11: {
      const type = module.types[reader.u32()]
      reader.u32()
      operands.pop()
      call(operands, type)
      return
    }
    case 0x1a:
      operands.pop()
      return
    case 0x1c:
      for (let left = reader.u32(); left > 0; left--) reader.byte()
      select(operands)
      return
    case 0x1b:
      select(operands)
      return
    case 0x20:
      operands.push(valueSize(locals[reader.u32()] ?? 0x7f))
      return
    case 0x21:
    case 0x24:
      reader.u32()
      operands.pop()
      return
    case 0x22:
      reader.u32()
      return
    case 0x23:
      operands.push(valueSize(module.globalTypes[reader.u32()] ?? 0x7f))
      return
    case 0x25:
      reader.u32()
      operands.pop()
      operands.push(8)
      return
    case 0x26:
      reader.u32()
      operands.pop(2)
      return
    case 0x3f:
      reader.skip(1)
      operands.push(4)
      return
    case 0x40:
      reader.skip(1)
      operands.pop()
      operands.push(4)
      return
    case 0x41:
      reader.skipLeb(5)
      operands.push(4)
      return
    case 0x42:
      reader.skipLeb(10)
      operands.push(8)
      return
    case 0x43:
      reader.skip(4)
      operands.push(4)
      return
    case 0x44:
      reader.skip(8)
      operands.push(8)
      return
    case 0xd0:
      reader.byte()
      operands.push(8)
      return
    case 0xd1:
      operands.pop()
      operands.push(4)
      return
    case 0xd2:
      reader.u32()
      operands.push(8)
      return
    case 0xfc:
      bulk(reader, operands)
      return
    default:
      throw new WasmFormatError(`operator ${code} is not accepted`)
  }
}

function bulk(reader: ByteReader, operands: Operands): void {
  const code = reader.u32()
  if (code < 8) {
    operands.pop()
    operands.push(code < 4 ? 4 : 8)
    return
  }
  const [immediates = 0, pops = 0, pushes = 0] = prefixed[code - 8] ?? []
  for (let left = immediates; left > 0; left--) reader.u32()
  operands.pop(pops)
  if (pushes > 0) operands.push(pushes)
}

function loadSize(code: number): number {
  return code === 0x29 || code === 0x2b || code >= 0x30 ? 8 : 4
}

function select(operands: Operands): void {
  operands.pop()
  operands.pop()
  operands.push(operands.pop())
}

function call(operands: Operands, type: FunctionType | undefined): void {
  if (type === undefined) throw new WasmFormatError('call of an unknown type')
  operands.pop(type.params.length)
  for (const result of type.results) operands.push(valueSize(result))
}

function functionType(module: WasmModule, index: number): FunctionType | undefined {
  const { imports, types, functionTypes } = module
  return index < imports.length
    ? imports[index]?.type
    : types[functionTypes[index - imports.length] ?? -1]
}

function blockType(reader: ByteReader, module: WasmModule): FunctionType {
  const first = reader.peek()
  if (first === 0x40) {
    reader.skip(1)
    return { params: [], results: [] }
  }
  if (isValueType(first)) return { params: [], results: [reader.byte()] }
  const type = module.types[reader.s32()]
  if (type === undefined) throw new WasmFormatError('block type is missing')
  return type
}
