import type { ProtocolConfig } from '../types/config.js'
import { ByteReader, ByteWriter } from './bytes.js'
import { type Injected, instrumentBody } from './instrument.js'
import { FunctionTotals } from './limits.js'
import { type FunctionType, parseModule, type WasmModule } from './module.js'
import { CompileFailure, PrepareFailure } from './prepare-failure.js'

/** Names of what the rewriting exports; a contract's own names cannot start with NUL-colon. */
export const privateExport = {
  memory: '\0:memory',
  gas: '\0:gas',
  gasFlag: '\0:gas-exhausted',
  stackFlag: '\0:stack-exhausted',
  memoryFlag: '\0:more-memory-wanted',
  callIndex: '\0:call-index',
  table: '\0:table',
  start: '\0:start',
} as const

/** Where the smaller forms take their memory from: module and name. */
export const privateImport = { memory: ['\0', 'memory'] } as const

const memoryExportKind = 2

/**
 * The module as the chain runs it: own memory, metered, no start section, no custom sections. With
 * `smallPages` it is given a memory of less than the chain gives, says it has all, and raises a
 * flag or traps when that makes a difference.
 */
export function rewriteModule(
  code: Uint8Array,
  config: ProtocolConfig,
  smallPages?: number,
): { readonly wasm: Uint8Array<ArrayBuffer>; readonly module: WasmModule } {
  const module = parseModule(code, config.limits)
  checkNames(module)
  const totals = new FunctionTotals(config.limits)
  const out = new ByteWriter().raw(Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0))
  const injected = placeInjected(module, config, smallPages)
  const bodies = module.bodies.map((body, i) =>
    instrumentBody(body, typeOfFunction(module, i), { config, injected, module, totals }),
  )
  out.section(1, typeSection(module))
  if (smallPages === undefined) copy(out, module, 2)
  else out.section(2, importSection(module, smallPages))
  out.section(3, functionSection(module, module.types.length))
  if (module.tables.length > 0) out.section(4, tableSection(module, config))
  if (smallPages === undefined) out.section(5, memorySection(config))
  out.section(6, globalSection(module, config))
  out.section(7, exportSection(module))
  copy(out, module, 9)
  copy(out, module, 12)
  out.section(10, codeSection(bodies, module, injected, config))
  copy(out, module, 11)
  const wasm = out.finish()
  if (wasm.length > config.limits.max_instrumented_code_size)
    throw new PrepareFailure('InstrumentedCodeTooLarge')
  checkLocals(module, config)
  return { wasm, module }
}

/** Bytes of the longest name that a parser accepts. */
const maxNameBytes = 100_000

/** The chain puts a byte before the names of exports, and then has to read them again. */
function checkNames({ exports }: WasmModule): void {
  const isTooLong = exports.some(
    ({ name, kind }) => kind !== memoryExportKind && Buffer.byteLength(name) >= maxNameBytes,
  )
  if (isTooLong) throw new PrepareFailure('Serialization')
}

/** Locals that a function may have, less the two that nearcore's metering takes. */
const maxFunctionLocals = 50_000 - 2
/** Functions that nearcore's metering imports. */
const meteringImports = 3

/** Wasmtime compiles contracts since protocol 84; it refuses what metering has made too large. */
function checkLocals(module: WasmModule, { protocolVersion }: ProtocolConfig): void {
  if (protocolVersion < 84) return
  for (const [i, body] of module.bodies.entries()) {
    const reader = new ByteReader(body)
    let locals = typeOfFunction(module, i).params.length
    for (let groups = reader.u32(); groups > 0; groups--) {
      locals += reader.u32()
      reader.byte()
    }
    const index = module.imports.length + i + meteringImports
    if (locals > maxFunctionLocals)
      throw new CompileFailure(`failed to compile: wasm[0]::function[${index}]`)
  }
}

function placeInjected(
  module: WasmModule,
  { limits, protocolVersion }: ProtocolConfig,
  smallPages: number | undefined,
): Injected {
  const firstHelper = module.imports.length + module.bodies.length
  const size = new ByteWriter().byte(0x41).s(limits.initial_memory_pages)
  const grow = new ByteWriter().byte(0x10).u32(firstHelper + 3)
  return {
    gasGlobal: module.globalCount,
    stackGlobal: module.globalCount + 1,
    gasExhausted: firstHelper,
    stackExhausted: firstHelper + 1,
    chargeLinear: firstHelper + 2,
    callIndexGlobal: module.globalCount + 5,
    chargesGrowth: protocolVersion >= 84,
    smallMemory:
      smallPages === undefined ? undefined : { size: size.finish(), grow: grow.finish() },
    blockType: ({ results }) => Uint8Array.of(results[0] ?? 0x40),
  }
}

function typeOfFunction(module: WasmModule, index: number): FunctionType {
  const type = module.types[module.functionTypes[index] ?? -1]
  if (type === undefined) throw new PrepareFailure('Deserialization')
  return type
}

/** The contract's types, then `() -> ()` and `(i32) -> i32`. */
function typeSection(module: WasmModule): ByteWriter {
  const types = [...module.types, { params: [], results: [] }, { params: [0x7f], results: [0x7f] }]
  const out = new ByteWriter().u32(types.length)
  for (const { params, results } of types) {
    out.byte(0x60).u32(params.length).raw(Uint8Array.from(params))
    out.u32(results.length).raw(Uint8Array.from(results))
  }
  return out
}

function memorySection({ limits }: ProtocolConfig): ByteWriter {
  return new ByteWriter()
    .u32(1)
    .byte(1)
    .u32(limits.initial_memory_pages)
    .u32(limits.max_memory_pages)
}

/** The contract's imports, then a memory of fixed size. */
function importSection(module: WasmModule, pages: number): ByteWriter {
  const own = new ByteReader(module.sections.get(2) ?? Uint8Array.of(0))
  const out = new ByteWriter().u32(own.u32() + 1).raw(own.rest())
  const [from, name] = privateImport.memory
  return out.name(from).name(name).byte(memoryExportKind).byte(1).u32(pages).u32(pages)
}

/** Tables grow to the chain's limit at most, whatever they declare. */
function tableSection({ tables }: WasmModule, { limits }: ProtocolConfig): ByteWriter {
  const out = new ByteWriter().u32(tables.length)
  for (const { type, initial, maximum } of tables) {
    const most = Math.min(maximum ?? Infinity, limits.max_elements_per_contract_table)
    out.byte(type).byte(1).u32(initial).u32(most)
  }
  return out
}

function functionSection(module: WasmModule, helperTypes: number): ByteWriter {
  const out = new ByteWriter().u32(module.functionTypes.length + 4)
  for (const type of module.functionTypes) out.u32(type)
  return out
    .u32(helperTypes)
    .u32(helperTypes)
    .u32(helperTypes + 1)
    .u32(helperTypes + 1)
}

function globalSection(module: WasmModule, config: ProtocolConfig): ByteWriter {
  const own = module.sections.get(6)
  const out = new ByteWriter().u32(module.globalCount + 6)
  if (own !== undefined) {
    const reader = new ByteReader(own)
    reader.u32()
    out.raw(own.subarray(reader.at))
  }
  out.byte(0x7e).byte(1).byte(0x42).byte(0).byte(0x0b)
  out.byte(0x7f).byte(1).byte(0x41).s(config.limits.max_stack_height).byte(0x0b)
  const flag = Uint8Array.of(0x7f, 1, 0x41, 0, 0x0b)
  return out.raw(flag).raw(flag).raw(flag).raw(flag)
}

/** Keeps the contract's functions; its memory, if exported, is replaced by ours. */
function exportSection(module: WasmModule): ByteWriter {
  const kept = module.exports.filter(
    ({ kind, name }) => kind !== memoryExportKind && !name.startsWith('\0:'),
  )
  const own: [string, number, number][] = [
    [privateExport.memory, memoryExportKind, 0],
    [privateExport.gas, 3, module.globalCount],
    [privateExport.gasFlag, 3, module.globalCount + 2],
    [privateExport.stackFlag, 3, module.globalCount + 3],
    [privateExport.memoryFlag, 3, module.globalCount + 4],
    [privateExport.callIndex, 3, module.globalCount + 5],
  ]
  if (module.tables.length > 0) own.push([privateExport.table, 1, 0])
  if (module.startFunction !== undefined) own.push([privateExport.start, 0, module.startFunction])
  const out = new ByteWriter().u32(kept.length + own.length)
  for (const { name, kind, index } of kept) out.name(name).byte(kind).u32(index)
  for (const [name, kind, index] of own) out.name(name).byte(kind).u32(index)
  return out
}

function codeSection(
  bodies: readonly ByteWriter[],
  module: WasmModule,
  injected: Injected,
  config: ProtocolConfig,
): ByteWriter {
  const helpers = [
    raiseFlag(module.globalCount + 2),
    raiseFlag(module.globalCount + 3),
    chargeLinear(injected, config),
    raiseFlag(module.globalCount + 4),
  ]
  const out = new ByteWriter().u32(bodies.length + helpers.length)
  for (const body of [...bodies, ...helpers]) out.u32(body.length).raw(body.finish())
  return out
}

function raiseFlag(global: number): ByteWriter {
  return new ByteWriter().byte(0).byte(0x41).byte(1).byte(0x24).u32(global).byte(0x00).byte(0x0b)
}

/** `(count) -> count`: charges a bulk operator by its run-time length, read as unsigned. */
function chargeLinear(injected: Injected, config: ProtocolConfig): ByteWriter {
  const cost = (out: ByteWriter): ByteWriter =>
    out
      .byte(0x20)
      .byte(0)
      .byte(0xad)
      .byte(0x42)
      .s(Number(config.linearOpUnitCost))
      .byte(0x7e)
      .byte(0x42)
      .s(Number(config.linearOpBaseCost))
      .byte(0x7c)
  const out = new ByteWriter().byte(0)
  cost(out.byte(0x23).u32(injected.gasGlobal)).byte(0x54)
  out.byte(0x04).byte(0x40).byte(0x10).u32(injected.gasExhausted).byte(0x0b)
  cost(out.byte(0x23).u32(injected.gasGlobal)).byte(0x7d).byte(0x24).u32(injected.gasGlobal)
  return out.byte(0x20).byte(0).byte(0x0b)
}

function copy(out: ByteWriter, module: WasmModule, id: number): void {
  const body = module.sections.get(id)
  if (body !== undefined) out.byte(id).u32(body.length).raw(body)
}
