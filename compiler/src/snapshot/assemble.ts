import { CompileError } from '../errors.js'
import { concatBytes, leb, readSections, sectionId, writeSections } from '../wasm/sections.js'
import { type EngineInstance, startEngine } from './instance.js'
import { type MethodEntry, pruneEngine } from './prune.js'
import { encodeDataSection } from './segments.js'

export type Assembled = { readonly wasm: Uint8Array; readonly snapshotBytes: number }

// What nearcore gives every contract; declared too, so that the module is honest elsewhere.
const initialPages = 1024
const maximumPages = 2048

/**
 * Evaluates the bytecode in the engine and freezes the memory that results into the module. In
 * stock mode the bytecode alone is frozen and every call starts the engine and evaluates it anew.
 */
export function assembleSnapshot(
  runtimeEngine: Uint8Array,
  bytecode: Uint8Array,
  entries: readonly string[],
  wanted: ReadonlySet<string>,
  stock: boolean,
): Assembled {
  const engine = startEngine(runtimeEngine)
  const text = (value: string): number =>
    engine.put('engine_alloc', new TextEncoder().encode(value))
  engine.call('engine_want', text(` ${[...wanted].sort().join(' ')} `))
  const methods = stock
    ? keepBytecode(engine, bytecode, entries, text)
    : evaluate(engine, bytecode, entries, text)
  const pruned = pruneEngine(runtimeEngine, wanted, methods)
  const data = encodeDataSection(new Uint8Array(engine.memory.buffer))
  return { wasm: replaceMemory(pruned, data), snapshotBytes: data.length }
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
  text: (value: string) => number,
): MethodEntry[] {
  engine.call('engine_init')
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
    return { name, target: 'dispatch', argument }
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
