import type { ProtocolConfig } from '../types/config.js'
import { ByteReader, WasmFormatError } from './bytes.js'
import { isValueType, readOperator } from './operators.js'
import { SectionFailure } from './prepare-failure.js'

type Limits = ProtocolConfig['limits']

export type FunctionType = {
  readonly params: readonly number[]
  readonly results: readonly number[]
}

export type WasmImport = { readonly name: string; readonly type: FunctionType }

export type WasmExport = { readonly name: string; readonly kind: number; readonly index: number }

export type WasmTable = {
  readonly type: number
  readonly initial: number
  readonly maximum: number | undefined
}

/** A module's sections, understood as far as preparation needs. */
export type WasmModule = {
  readonly sections: ReadonlyMap<number, Uint8Array>
  readonly types: readonly FunctionType[]
  readonly imports: readonly WasmImport[]
  readonly functionTypes: readonly number[]
  readonly tables: readonly WasmTable[]
  readonly globalCount: number
  /** Value types of the globals, in order. */
  readonly globalTypes: readonly number[]
  readonly exports: readonly WasmExport[]
  readonly startFunction: number | undefined
  readonly bodies: readonly Uint8Array[]
  /** Where the last data segment ends; undefined when that is known only at run time. */
  readonly dataEnd: number | undefined
}

/** Section ids in the order they must stand in. */
export const sectionOrder: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 10, 11]

/** Checks the limits of the sections as it goes, in nearcore's order (`prepare_v3.rs`). */
export function parseModule(code: Uint8Array, limits: Limits): WasmModule {
  const { sections, problem } = splitSections(code)
  const body = (id: number): ByteReader => new ByteReader(sections.get(id) ?? Uint8Array.of(0))
  if (body(1).u32() > limits.max_types_per_contract) throw new SectionFailure('TooManyTypes', 1)
  const types = readVector(body(1), readFunctionType)
  const imports = readImports(body(2), types, limits)
  const functionTypes = readVector(body(3), (reader) => reader.u32())
  const tables = readTables(body(4), limits)
  checkMemories(body(5))
  const globalTypes = readVector(body(6), readGlobalType)
  const exports = readVector(body(7), (reader) => ({
    name: reader.name(),
    kind: reader.byte(),
    index: reader.u32(),
  }))
  const startFunction = sections.has(8) ? body(8).u32() : undefined
  if (imports.length + body(10).u32() > limits.max_functions_number_per_contract)
    throw new SectionFailure('TooManyFunctions', 10)
  const bodies = readBodies(body(10), limits, maxLocals(code.length, limits))
  if (problem !== undefined) throw problem
  if (bodies.length !== functionTypes.length)
    throw new WasmFormatError('function and code counts differ')
  return {
    sections,
    types,
    imports,
    functionTypes,
    tables,
    globalCount: globalTypes.length,
    globalTypes,
    exports,
    startFunction,
    bodies,
    dataEnd: readDataEnd(body(11)),
  }
}

export type Sections = {
  readonly sections: ReadonlyMap<number, Uint8Array>
  /** What is wrong with the bytes after them: a node finds limits passed before it gets there. */
  readonly problem: WasmFormatError | undefined
}

export function splitSections(code: Uint8Array): Sections {
  const reader = new ByteReader(code)
  const magic = reader.take(8)
  if (magic.join() !== '0,97,115,109,1,0,0,0') throw new WasmFormatError('not a wasm module')
  const sections = new Map<number, Uint8Array>()
  try {
    readSections(reader, sections)
  } catch (error) {
    if (!(error instanceof WasmFormatError)) throw error
    return { sections, problem: error }
  }
  return { sections, problem: undefined }
}

function readSections(reader: ByteReader, sections: Map<number, Uint8Array>): void {
  let last = -1
  while (!reader.done) {
    const id = reader.byte()
    const body = reader.take(reader.u32())
    if (id === 0) continue
    const place = sectionOrder.indexOf(id)
    if (place <= last) throw new WasmFormatError(`section ${id} is not accepted`)
    last = place
    sections.set(id, body)
  }
}

function readVector<T>(reader: ByteReader, read: (reader: ByteReader) => T): T[] {
  const items: T[] = []
  for (let left = reader.u32(); left > 0; left--) items.push(read(reader))
  return items
}

function readFunctionType(reader: ByteReader): FunctionType {
  if (reader.byte() !== 0x60) throw new WasmFormatError('only function types are accepted')
  const valueType = (inner: ByteReader): number => {
    const type = inner.byte()
    if (!isValueType(type)) throw new WasmFormatError('value type is not accepted')
    return type
  }
  const params = readVector(reader, valueType)
  const results = readVector(reader, valueType)
  if (results.length > 1) throw new WasmFormatError('several results are not accepted')
  return { params, results }
}

type ReadImport = WasmImport & { readonly problem: 'Instantiate' | 'Memory' | undefined }

/** The whole section has to be well formed before what an import asks for matters. */
function readImports(
  reader: ByteReader,
  types: readonly FunctionType[],
  limits: Limits,
): readonly WasmImport[] {
  const imports = readVector(reader, (inner) => readImport(inner, types))
  for (const [i, { problem }] of imports.entries()) {
    if (problem !== undefined) throw new SectionFailure(problem, 2)
    if (i >= limits.max_functions_number_per_contract)
      throw new SectionFailure('TooManyFunctions', 2)
  }
  return imports
}

function readImport(reader: ByteReader, types: readonly FunctionType[]): ReadImport {
  const moduleName = reader.name()
  const name = reader.name()
  const kind = reader.byte()
  const elsewhere = moduleName === 'env' ? undefined : 'Instantiate'
  if (kind === 0) {
    const type = types[reader.u32()]
    if (type === undefined) throw new WasmFormatError('import type is missing')
    return { name, type, problem: elsewhere }
  }
  const type = { params: [], results: [] }
  if (kind === 1) readTable(reader)
  else if (kind === 2) readMemory(reader)
  else if (kind === 3) reader.skip(2)
  else throw new WasmFormatError('import kind is not accepted')
  return { name, type, problem: elsewhere ?? (kind === 2 ? 'Memory' : 'Instantiate') }
}

function readTables(reader: ByteReader, limits: Limits): readonly WasmTable[] {
  const tables = readVector(reader, readTable)
  if (tables.length > limits.max_tables_per_contract) throw new SectionFailure('TooManyTables', 4)
  if (tables.some(({ initial }) => initial > limits.max_elements_per_contract_table))
    throw new SectionFailure('TooManyTableElements', 4)
  return tables
}

/** Since protocol 87 a contract also has no more locals than its length allows. */
function maxLocals(codeLength: number, limits: Limits): number {
  const { max_locals_per_contract: most, min_contract_size_per_local: bytesPerLocal } = limits
  return bytesPerLocal === undefined ? most : Math.min(most, Math.floor(codeLength / bytesPerLocal))
}

function readBodies(reader: ByteReader, limits: Limits, mostLocals: number): readonly Uint8Array[] {
  let locals = 0
  let count = 0
  return readVector(reader, (inner) => {
    const body = inner.take(inner.u32())
    if (body.length > limits.max_function_body_size)
      throw new SectionFailure('FunctionBodyTooLarge', 10, count)
    const declared = new ByteReader(body)
    for (let groups = declared.u32(); groups > 0; groups--) {
      locals += declared.u32()
      declared.byte()
      if (locals > mostLocals) throw new SectionFailure('TooManyLocals', 10, count)
    }
    count++
    return body
  })
}

function readTable(reader: ByteReader): WasmTable {
  const type = reader.byte()
  if (type !== 0x70) throw new WasmFormatError('table type is not accepted')
  const flags = reader.byte()
  if (flags > 1) throw new WasmFormatError('table flags are not accepted')
  const initial = reader.u32()
  return { type, initial, maximum: flags === 1 ? reader.u32() : undefined }
}

/** Skips the initial value: a constant, a global, a null or a function reference. */
function readGlobalType(reader: ByteReader): number {
  const type = reader.byte()
  reader.skip(1)
  while (readOperator(reader) !== 'end');
  return type
}

function checkMemories(reader: ByteReader): void {
  const count = reader.u32()
  if (count > 1) throw new WasmFormatError('several memories are not accepted')
  if (count === 1) readMemory(reader)
}

function readMemory(reader: ByteReader): void {
  const flags = reader.byte()
  if (flags > 1) throw new WasmFormatError('memory flags are not accepted')
  reader.u32()
  if (flags === 1) reader.u32()
}

function readDataEnd(reader: ByteReader): number | undefined {
  let end = 0
  for (let left = reader.u32(); left > 0; left--) {
    const kind = reader.u32()
    if (kind === 1) {
      reader.take(reader.u32())
      continue
    }
    if (kind === 2) reader.u32()
    if (reader.byte() !== 0x41) return undefined
    const start = reader.s32()
    if (reader.byte() !== 0x0b || start < 0) return undefined
    const length = reader.u32()
    reader.take(length)
    end = Math.max(end, start + length)
  }
  return end
}
