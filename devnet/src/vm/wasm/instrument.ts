import type { ProtocolConfig } from '../types/config.js'
import { ByteReader, ByteWriter, WasmFormatError } from './bytes.js'
import type { FunctionTotals } from './limits.js'
import type { FunctionType, WasmModule } from './module.js'
import { operandPeak } from './operand-stack.js'
import { readOperator, valueSize } from './operators.js'

/** Where the injected globals and helper functions stand in the rewritten module. */
export type Injected = {
  readonly gasGlobal: number
  readonly stackGlobal: number
  readonly gasExhausted: number
  readonly stackExhausted: number
  readonly chargeLinear: number
  /** Takes the index of a `call_indirect`, so that a trap can be told: null or another type. */
  readonly callIndexGlobal: number
  /** Since protocol 84 growing costs by what is asked for, like bulk operators. */
  readonly chargesGrowth: boolean
  /** In a module with less memory than the chain gives: what replaces asking for its size or more. */
  readonly smallMemory: { readonly size: Uint8Array; readonly grow: Uint8Array } | undefined
  /** Block type for a function's results; undefined means it has none. */
  readonly blockType: (type: FunctionType) => Uint8Array
}

/** What the functions of a module have in common while they are metered. */
export type Metering = {
  readonly config: ProtocolConfig
  readonly injected: Injected
  readonly module: WasmModule
  readonly totals: FunctionTotals
}

/** finite-wasm's frame: 64 bytes and every parameter and local. */
const frameBase = 64

/**
 * Adds gas and stack metering to one function body. Each straight run of operators, up to and
 * including the next one that can be observed from outside, is paid for before it starts; so a
 * trap has paid for itself and for nothing after it (nearcore.md 2.3).
 */
export function instrumentBody(
  body: Uint8Array,
  type: FunctionType,
  { config, injected, module, totals }: Metering,
): ByteWriter {
  const reader = new ByteReader(body)
  const locals = [...type.params, ...readLocals(reader)]
  const frameSize = frameBase + locals.reduce((sum, local) => sum + valueSize(local), 0)
  const operandSize = operandPeak(new ByteReader(body, reader.at), type, locals, module)
  totals.addParams(type.params.length)
  totals.checkOperands(operandSize)
  const stackSize = frameSize + operandSize
  const bodyStart = reader.at
  const out = new ByteWriter()
  const opCost = Number(config.regularOpCost)
  chargeStack(out, stackSize, injected)
  out.byte(0x02).raw(injected.blockType(type))

  let runStart = reader.at
  let pieces: Uint8Array[] = []
  let runOps = Math.ceil(frameSize / 8)
  let depth = 0
  let blocks = 0
  let callsIndirectly = false
  const flush = (end: number): void => {
    if (runOps > 0) chargeGas(out, runOps * opCost, injected)
    for (const piece of pieces) out.raw(piece)
    out.raw(body.subarray(runStart, end))
    pieces = []
    runStart = reader.at
    runOps = 0
  }
  const replace = (start: number, bytes: Uint8Array | undefined): void => {
    if (bytes === undefined) return
    pieces.push(body.subarray(runStart, start), bytes)
    runStart = reader.at
  }
  for (;;) {
    const start = reader.at
    const kind = readOperator(reader)
    switch (kind) {
      case 'pure':
        runOps++
        break
      case 'memory-size':
        runOps++
        replace(start, injected.smallMemory?.size)
        break
      case 'memory-grow':
      case 'table-grow': {
        if (!injected.chargesGrowth) runOps++
        const charge = injected.chargesGrowth ? chargeCall(injected) : undefined
        const grow = kind === 'memory-grow' ? injected.smallMemory?.grow : undefined
        const operator = grow ?? body.subarray(start, reader.at)
        if (charge !== undefined) flush(start)
        replace(start, charge === undefined ? operator : joined(charge, operator))
        flush(reader.at)
        break
      }
      case 'call-indirect':
        runOps++
        callsIndirectly = true
        replace(start, noteCallIndex(locals.length, injected))
        runStart = start
        flush(reader.at)
        break
      case 'block':
        depth++
        blocks++
        break
      case 'boundary':
        runOps++
        flush(reader.at)
        break
      case 'if':
        runOps++
        depth++
        blocks++
        flush(reader.at)
        break
      case 'loop':
        flush(start)
        out.raw(body.subarray(start, reader.at))
        depth++
        blocks++
        runOps = 1
        break
      case 'else':
        flush(reader.at)
        break
      case 'return':
        runOps++
        flush(start)
        out.byte(0x0c).u32(depth)
        break
      case 'linear':
        flush(start)
        out.raw(chargeCall(injected)).raw(body.subarray(start, reader.at))
        break
      case 'end':
        flush(depth === 0 ? start : reader.at)
        if (depth-- > 0) break
        if (!reader.done) throw new WasmFormatError('bytes after the end of a function')
        totals.addBlocks(blocks)
        out.byte(0x0b)
        releaseStack(out, stackSize, injected)
        return localsHeader(body.subarray(0, bodyStart), callsIndirectly).raw(
          out.byte(0x0b).finish(),
        )
    }
  }
}

/** The declared locals, and one more for what `call_indirect` is called with. */
function localsHeader(declared: Uint8Array, needsIndex: boolean): ByteWriter {
  if (!needsIndex) return new ByteWriter().raw(declared)
  const reader = new ByteReader(declared)
  const groups = reader.u32()
  const rest = declared.subarray(reader.at)
  return new ByteWriter()
    .u32(groups + 1)
    .raw(rest)
    .u32(1)
    .byte(0x7f)
}

function noteCallIndex(local: number, { callIndexGlobal }: Injected): Uint8Array {
  const out = new ByteWriter().byte(0x22).u32(local).byte(0x24).u32(callIndexGlobal)
  return out.byte(0x20).u32(local).finish()
}

function chargeCall({ chargeLinear }: Injected): Uint8Array {
  return new ByteWriter().byte(0x10).u32(chargeLinear).finish()
}

function joined(left: Uint8Array, right: Uint8Array): Uint8Array {
  return new ByteWriter().raw(left).raw(right).finish()
}

/** Types of the declared locals; their number was checked against the limit before. */
function readLocals(reader: ByteReader): number[] {
  const locals: number[] = []
  for (let groups = reader.u32(); groups > 0; groups--) {
    const count = reader.u32()
    const type = reader.byte()
    for (let left = count; left > 0; left--) locals.push(type)
  }
  return locals
}

/** Takes a size from what is left of a counter, after a call that ends the run when it is too little. */
function charge(
  out: ByteWriter,
  [type, lessThan, subtract]: readonly [number, number, number],
  global: number,
  size: number,
  exhausted: number,
): void {
  out.byte(0x23).u32(global).byte(type).s(size).byte(lessThan)
  out.byte(0x04).byte(0x40).byte(0x10).u32(exhausted).byte(0x0b)
  out.byte(0x23).u32(global).byte(type).s(size).byte(subtract).byte(0x24).u32(global)
}

function chargeGas(out: ByteWriter, cost: number, injected: Injected): void {
  charge(out, [0x42, 0x54, 0x7d], injected.gasGlobal, cost, injected.gasExhausted)
}

function chargeStack(out: ByteWriter, size: number, injected: Injected): void {
  charge(out, [0x41, 0x49, 0x6b], injected.stackGlobal, size, injected.stackExhausted)
}

function releaseStack(out: ByteWriter, size: number, { stackGlobal }: Injected): void {
  out.byte(0x23).u32(stackGlobal).byte(0x41).s(size).byte(0x6a).byte(0x24).u32(stackGlobal)
}
