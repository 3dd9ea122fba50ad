import { wrapperPrefix } from '../engine/bindings.js'
import type { Engines } from '../engine/build.js'
import type { References } from '../engine/references.js'
import { CompileError } from '../errors.js'
import { type HostFunction, hostFunctions } from '../host/table.js'
import { concatBytes, leb, readSections, sectionId, writeSections } from '../wasm/sections.js'
import { type EngineInstance, startEngine } from './instance.js'
import { type MethodEntry, pruneEngine } from './prune.js'
import { findReach } from './reach.js'
import { encodeDataSection } from './segments.js'

export type AssembleOptions = {
  /** Names that the script uses; other built-ins leave the engine. */
  readonly names: ReadonlySet<string>
  /** Highest protocol version whose host functions may be imported. */
  readonly protocolVersion: number
  readonly stock: boolean
  /** Panics log their stack. */
  readonly debug: boolean
}

export type Assembled = { readonly wasm: Uint8Array; readonly snapshotBytes: number }

// What nearcore gives every contract; declared too, so that the module is honest elsewhere.
const initialPages = 1024
const maximumPages = 2048

// Everything below the engine's data is its C stack, unused between calls.
const stackBytes = 262_144

/** A call's memory is thrown away, so nothing is ever collected. */
const neverNeeded = ['JS_RunGC']
/** Only debug builds show a stack. */
const debugOnly = ['build_backtrace']

/**
 * Evaluates the bytecode in the engine and freezes the memory that results into the module. In
 * stock mode the bytecode alone is frozen and every call starts the engine and evaluates it anew.
 */
export function assembleSnapshot(
  engines: Pick<Engines, 'runtime' | 'references'>,
  bytecode: Uint8Array,
  entries: readonly string[],
  options: AssembleOptions,
): Assembled {
  const { stock, debug } = options
  const entry = stock ? 'stock_dispatch' : debug ? 'dispatch_debug' : 'dispatch'
  const cuts = new Set(stock ? [] : debug ? neverNeeded : [...neverNeeded, ...debugOnly])
  const engine = startEngine(engines.runtime)
  const text = (value: string): number =>
    engine.put('engine_alloc', new TextEncoder().encode(value))
  const methods = stock
    ? keepBytecode(engine, bytecode, entries, text)
    : evaluate(engine, bytecode, entries, options.names, entry, text)
  const slots = stock ? [] : heapSlots(engine)
  const memory = new Uint8Array(engine.memory.buffer)
  memory.fill(0, 0, stackBytes)
  const words = new Uint32Array(engine.memory.buffer).subarray(
    engine.call('engine_heap_start') >>> 2,
  )
  const reach = findReach(engines.references, entry, slots, words, cuts)
  for (const { start, end } of reach.deadData) memory.fill(0, start, end)
  const liveSlots = withinProtocol(engines.references, reach.slots, options)
  const pruned = pruneEngine(engines.runtime, liveSlots, methods, cuts)
  const data = encodeDataSection(memory)
  return { wasm: replaceMemory(pruned, data), snapshotBytes: data.length }
}

/**
 * Leaves out bindings of host functions that a stock build binds and never names, and refuses those
 * that the protocol does not have.
 */
function withinProtocol(
  { functions, slots }: References,
  live: ReadonlySet<number>,
  { protocolVersion, names }: AssembleOptions,
): ReadonlySet<number> {
  const hosts = new Map<string, HostFunction>(
    hostFunctions.map((host) => [`${wrapperPrefix}${host.name}`, host]),
  )
  const kept = new Set<number>()
  for (const slot of live) {
    const host = hosts.get(functions[slots[slot] ?? -1]?.name ?? '')
    if (host !== undefined && !isNamed(host.name, names)) continue
    if (host !== undefined && host.since > protocolVersion) {
      throw new CompileError(
        `the contract uses '${host.name}', which comes with protocol ${host.since}; compile for a later profile`,
      )
    }
    kept.add(slot)
  }
  return kept
}

/** `log` is near-sdk-js's name for `log_utf8`. */
function isNamed(name: string, names: ReadonlySet<string>): boolean {
  return names.has(name) || (name === 'log_utf8' && names.has('log'))
}

const maxSlots = 16_384

/** Table slots the heap refers to; their buffer is zeroed again, so it takes no room. */
function heapSlots(engine: EngineInstance): Set<number> {
  const address = engine.call('engine_alloc', maxSlots * 4)
  const count = engine.call('engine_live_slots', address, maxSlots)
  if (count === maxSlots) throw new CompileError('the contract keeps too many native functions')
  const words = new Uint32Array(engine.memory.buffer, address, count)
  const slots = new Set(words)
  words.fill(0)
  engine.call('engine_free', address)
  engine.call('engine_settle')
  return slots
}

function keepBytecode(
  engine: EngineInstance,
  bytecode: Uint8Array,
  entries: readonly string[],
  text: (value: string) => number,
): MethodEntry[] {
  engine.call('stock_keep', engine.put('engine_alloc', bytecode), bytecode.length)
  return entries.map((name) => ({ name, target: 'stock_dispatch', argument: text(name) }))
}

function evaluate(
  engine: EngineInstance,
  bytecode: Uint8Array,
  entries: readonly string[],
  names: ReadonlySet<string>,
  target: string,
  text: (value: string) => number,
): MethodEntry[] {
  engine.call('engine_init')
  const nameList = text(` ${[...names].sort().join(' ')} `)
  engine.call('engine_trim', nameList)
  engine.call('engine_free', nameList)
  const code = engine.put('engine_alloc', bytecode)
  const messageSlot = engine.call('engine_alloc', 4)
  const failed = engine.call('engine_load', code, bytecode.length, messageSlot)
  if (failed !== 0) {
    const address = new DataView(engine.memory.buffer).getUint32(messageSlot, true)
    const message = new TextDecoder().decode(new Uint8Array(engine.memory.buffer, address, failed))
    throw new CompileError(`the contract's module failed while loading: ${message}`)
  }
  const methods = entries.map((name) => {
    const argument = engine.call('engine_method', text(name))
    if (argument === 0xffffffff)
      throw new CompileError(`'${name}' is not a function, or there are over 512 methods`)
    return { name, target, argument }
  })
  engine.call('engine_free', code)
  engine.call('engine_settle')
  return methods
}

function replaceMemory(wasm: Uint8Array, data: Uint8Array): Uint8Array {
  const memory = concatBytes([Uint8Array.of(1, 1), leb(initialPages), leb(maximumPages)])
  const sections = readSections(wasm)
    .filter(
      ({ id }) => id !== sectionId.custom && id !== sectionId.data && id !== sectionId.dataCount,
    )
    .map((section) =>
      section.id === sectionId.memory ? { id: section.id, body: memory } : section,
    )
  return writeSections([...sections, { id: sectionId.data, body: data }])
}
