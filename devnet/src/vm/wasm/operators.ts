import { type ByteReader, WasmFormatError } from './bytes.js'

/** How an operator matters to gas metering (finite-wasm's instrumentation points). */
export type OperatorKind =
  | 'pure'
  | 'boundary'
  | 'block'
  | 'loop'
  | 'if'
  | 'else'
  | 'end'
  | 'return'
  | 'linear'
  | 'memory-size'
  | 'memory-grow'
  | 'table-grow'
  | 'call-indirect'

const valueTypes: ReadonlySet<number> = new Set([0x7f, 0x7e, 0x7d, 0x7c, 0x70])

export function isValueType(byte: number): boolean {
  return valueTypes.has(byte)
}

/** Size of a value in finite-wasm's stack accounting. */
export function valueSize(type: number): number {
  return type === 0x7f || type === 0x7d ? 4 : 8
}

/**
 * Reads one operator with its immediates. Proposals that nearcore does not accept (SIMD, threads,
 * tail calls, exceptions, GC) are format errors.
 */
export function readOperator(reader: ByteReader): OperatorKind {
  const code = reader.byte()
  if (code >= 0x45 && code <= 0xc4) return trapsOnNumbers(code) ? 'boundary' : 'pure'
  if (code >= 0x28 && code <= 0x3e) {
    reader.u32()
    reader.u32()
    return 'boundary'
  }
  switch (code) {
    case 0x00:
      return 'boundary'
    case 0x01:
    case 0x1a:
    case 0x1b:
    case 0xd1:
      return 'pure'
    case 0x02:
      skipBlockType(reader)
      return 'block'
    case 0x03:
      skipBlockType(reader)
      return 'loop'
    case 0x04:
      skipBlockType(reader)
      return 'if'
    case 0x05:
      return 'else'
    case 0x0b:
      return 'end'
    case 0x0f:
      return 'return'
    case 0x0c:
    case 0x0d:
    case 0x10:
    case 0x25:
    case 0x26:
      reader.u32()
      return 'boundary'
    case 0x0e: {
      for (let left = reader.u32() + 1; left > 0; left--) reader.u32()
      return 'boundary'
    }
    case 0x11:
      reader.u32()
      reader.u32()
      return 'call-indirect'
    case 0x1c: {
      for (let left = reader.u32(); left > 0; left--) requireValueType(reader.byte())
      return 'pure'
    }
    case 0x20:
    case 0x21:
    case 0x22:
    case 0x23:
    case 0x24:
    case 0xd2:
      reader.u32()
      return 'pure'
    case 0x3f:
      reader.skip(1)
      return 'memory-size'
    case 0x40:
      reader.skip(1)
      return 'memory-grow'
    case 0x41:
      reader.skipLeb(5)
      return 'pure'
    case 0x42:
      reader.skipLeb(10)
      return 'pure'
    case 0x43:
      reader.skip(4)
      return 'pure'
    case 0x44:
      reader.skip(8)
      return 'pure'
    case 0xd0:
      requireValueType(reader.byte())
      return 'pure'
    case 0xfc:
      return readPrefixed(reader)
    default:
      throw new WasmFormatError(`operator 0x${code.toString(16)} is not accepted`)
  }
}

/** Integer division, remainder and float-to-int truncation trap on some operands. */
function trapsOnNumbers(code: number): boolean {
  return (
    (code >= 0x6d && code <= 0x70) ||
    (code >= 0x7f && code <= 0x82) ||
    (code >= 0xa8 && code <= 0xab) ||
    (code >= 0xae && code <= 0xb1)
  )
}

function readPrefixed(reader: ByteReader): OperatorKind {
  const code = reader.u32()
  if (code <= 7) return 'pure'
  switch (code) {
    case 8: // memory.init
    case 12: // table.init
    case 14: // table.copy
    case 10: // memory.copy
      reader.u32()
      reader.u32()
      return 'linear'
    case 11: // memory.fill
    case 17: // table.fill
      reader.u32()
      return 'linear'
    case 9: // data.drop
    case 13: // elem.drop
    case 16: // table.size
      reader.u32()
      return 'pure'
    case 15: // table.grow
      reader.u32()
      return 'table-grow'
    default:
      throw new WasmFormatError(`operator 0xfc ${code} is not accepted`)
  }
}

// A type index would need the multi-value proposal, which nearcore does not accept.
function skipBlockType(reader: ByteReader): void {
  const first = reader.byte()
  if (first !== 0x40) requireValueType(first)
}

function requireValueType(byte: number): void {
  if (!isValueType(byte)) throw new WasmFormatError(`type 0x${byte.toString(16)} is not accepted`)
}
