/**
 * What every function and every constant of the engine refers to, read from the linker's symbols
 * and relocations (WebAssembly tool conventions, Linking.md). Computed once per engine.
 */

import { WasmReader } from '../wasm/reader.js'
import { readSections, sectionId, writeSections } from '../wasm/sections.js'

export type Node = {
  /** Functions called or pointed to, by function index. */
  readonly functions: readonly number[]
  /** Constants whose address is taken, by index into `data`. */
  readonly data: readonly number[]
}

export type References = {
  /** Defined functions by index; imports have no entry. */
  readonly functions: Readonly<Record<number, Node & { readonly name: string }>>
  readonly data: readonly (Node & { readonly start: number; readonly end: number })[]
  /** Function index by table slot. */
  readonly slots: Readonly<Record<number, number>>
}

type Target = { readonly kind: 'function' | 'data'; readonly index: number }
type Range = { readonly start: number; readonly end: number; readonly node: MutableNode }
type MutableNode = { readonly functions: Set<number>; readonly data: Set<number> }

const symbolTable = 8
const flags = { undefined: 0x10, explicitName: 0x40 }
const relocation = {
  function: new Set([0, 1, 2, 26]),
  memory: new Set([3, 4, 5]),
  withAddend: new Set([3, 4, 5, 8, 9]),
}

export function readReferences(linked: Uint8Array): References {
  const sections = readSections(linked)
  const custom = new Map<string, WasmReader>()
  for (const { id, body } of sections) {
    if (id !== sectionId.custom) continue
    const reader = new WasmReader(body)
    custom.set(reader.text(), reader)
  }
  const bodyOf = (id: number): Uint8Array =>
    sections.find((section) => section.id === id)?.body ?? new Uint8Array()
  const segments = readSegments(bodyOf(sectionId.data))
  const names = new Map<number, string>()
  const data: { start: number; end: number; node: MutableNode }[] = []
  const targets = readSymbols(custom.get('linking'), segments, names, data)
  const bodies = readBodies(bodyOf(sectionId.code), countImports(bodyOf(sectionId.import)))
  const relocate = (name: string, ranges: readonly Range[]): void =>
    readRelocations(custom.get(name), targets, ranges)
  relocate('reloc.CODE', bodies)
  relocate(
    'reloc.DATA',
    data.flatMap(({ start, end, node }) => {
      const segment = segments.find(
        ({ address, size }) => start >= address && start < address + size,
      )
      if (segment === undefined) return []
      const shift = segment.offset - segment.address
      return [{ start: start + shift, end: end + shift, node }]
    }),
  )
  return {
    functions: Object.fromEntries(
      bodies.map(({ index, node }) => [index, { name: names.get(index) ?? '', ...frozen(node) }]),
    ),
    data: data.map(({ start, end, node }) => ({ start, end, ...frozen(node) })),
    slots: readSlots(bodyOf(sectionId.element)),
  }
}

/** The module without symbols and relocations, which stop being true with the first change. */
export function stripLinking(linked: Uint8Array): Uint8Array {
  const isLinking = (body: Uint8Array): boolean =>
    /^(linking|reloc\.)/.test(new WasmReader(body).text())
  const kept = readSections(linked).filter(
    ({ id, body }) => id !== sectionId.custom || !isLinking(body),
  )
  return writeSections(kept)
}

function frozen({ functions, data }: MutableNode): Node {
  return { functions: [...functions], data: [...data] }
}

function newNode(): MutableNode {
  return { functions: new Set(), data: new Set() }
}

type Segment = { readonly address: number; readonly size: number; readonly offset: number }

/** Active segments: where they go in memory and where their bytes lie in the section. */
function readSegments(body: Uint8Array): Segment[] {
  if (body.length === 0) return []
  const reader = new WasmReader(body)
  return Array.from({ length: reader.u32() }, () => {
    reader.u32()
    const address = constant(reader)
    const size = reader.u32()
    const offset = reader.position
    reader.take(size)
    return { address, size, offset }
  })
}

/** `i32.const x end`. */
function constant(reader: WasmReader): number {
  reader.u8()
  const value = reader.i32()
  reader.u8()
  return value
}

function readSymbols(
  linking: WasmReader | undefined,
  segments: readonly Segment[],
  names: Map<number, string>,
  data: { start: number; end: number; node: MutableNode }[],
): (Target | undefined)[] {
  if (linking === undefined) return []
  linking.u32()
  while (!linking.isAtEnd) {
    const type = linking.u8()
    const size = linking.u32()
    if (type !== symbolTable) {
      linking.take(size)
      continue
    }
    return Array.from({ length: linking.u32() }, () => {
      const kind = linking.u8()
      const symbolFlags = linking.u32()
      const isDefined = (symbolFlags & flags.undefined) === 0
      if (kind === 1) {
        linking.text()
        if (!isDefined) return undefined
        const address = segments[linking.u32()]?.address ?? 0
        const start = address + linking.u32()
        data.push({ start, end: start + linking.u32(), node: newNode() })
        return { kind: 'data', index: data.length - 1 }
      }
      const index = linking.u32()
      if (kind === 3) return undefined
      const name = isDefined || (symbolFlags & flags.explicitName) !== 0 ? linking.text() : ''
      if (kind !== 0) return undefined
      names.set(index, name)
      return { kind: 'function', index }
    })
  }
  return []
}

function readBodies(code: Uint8Array, imports: number): (Range & { readonly index: number })[] {
  const reader = new WasmReader(code)
  return Array.from({ length: reader.u32() }, (_, i) => {
    const size = reader.u32()
    const start = reader.position
    reader.take(size)
    return { start, end: start + size, node: newNode(), index: imports + i }
  })
}

function countImports(body: Uint8Array): number {
  // Only functions are imported: the engine defines its own memory and table.
  return body.length === 0 ? 0 : new WasmReader(body).u32()
}

function readSlots(body: Uint8Array): Record<number, number> {
  const slots: Record<number, number> = {}
  if (body.length === 0) return slots
  const reader = new WasmReader(body)
  for (let left = reader.u32(); left > 0; left--) {
    reader.u32()
    const first = constant(reader)
    const count = reader.u32()
    for (let i = 0; i < count; i++) slots[first + i] = reader.u32()
  }
  return slots
}

function readRelocations(
  reader: WasmReader | undefined,
  targets: readonly (Target | undefined)[],
  ranges: readonly Range[],
): void {
  if (reader === undefined) return
  const sorted = [...ranges].sort((a, b) => a.start - b.start)
  reader.u32()
  for (let left = reader.u32(); left > 0; left--) {
    const type = reader.u8()
    const offset = reader.u32()
    const target = targets[reader.u32()]
    if (relocation.withAddend.has(type)) reader.i32()
    const node = rangeAt(sorted, offset)?.node
    if (target === undefined || node === undefined) continue
    if (relocation.function.has(type) && target.kind === 'function')
      node.functions.add(target.index)
    if (relocation.memory.has(type) && target.kind === 'data') node.data.add(target.index)
  }
}

/** The last range that starts at or before an offset, if it reaches that far. */
function rangeAt(sorted: readonly Range[], offset: number): Range | undefined {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle]?.start ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  const found = sorted[low - 1]
  return found !== undefined && offset < found.end ? found : undefined
}
