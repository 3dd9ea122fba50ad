/** Puts small wasm modules together byte by byte. */
type Bytes = readonly number[]

export type Parts = {
  /** Parameter and result types of each function type. */
  readonly types?: readonly (readonly [Bytes, Bytes])[]
  /** Functions of module `env` that are called first. */
  readonly imports?: readonly { readonly name: string; readonly type: number }[]
  /** `locals` are i32 and come on top of the parameters. */
  readonly functions?: readonly {
    readonly type: number
    readonly code: Bytes
    readonly locals?: number
  }[]
  /** Initial size and, when given, maximum of a table of functions. */
  readonly table?: readonly [number, number?]
  /** Function indices from the first table slot on. */
  readonly elements?: Bytes
  readonly memoryPages?: number
  /** Functions by name. */
  readonly exports?: Readonly<Record<string, number>>
  /** A whole section to add at the end. */
  readonly extra?: Bytes
}

export const i32 = 0x7f

export function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...leb(value >>> 7)]
}

function vector(items: readonly Bytes[]): number[] {
  return [...leb(items.length), ...items.flat()]
}

function section(id: number, items: readonly Bytes[]): number[] {
  if (items.length === 0) return []
  const body = vector(items)
  return [id, ...leb(body.length), ...body]
}

function text(value: string): number[] {
  const bytes = [...Buffer.from(value)]
  return [...leb(bytes.length), ...bytes]
}

export function assemble(parts: Parts): Uint8Array {
  const { types = [[[], []]], imports = [], functions = [], table, elements, memoryPages } = parts
  const bodies = functions.map(({ code, locals }) => {
    const groups = locals === undefined ? [0] : [1, ...leb(locals), i32]
    const body = [...groups, ...code, 0x0b]
    return [...leb(body.length), ...body]
  })
  const limits = table?.[1] === undefined ? [0] : [1]
  return Uint8Array.from([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      types.map(([params, results]) => [
        0x60,
        ...vector(params.map((type) => [type])),
        ...vector(results.map((type) => [type])),
      ]),
    ),
    ...section(
      2,
      imports.map(({ name, type }) => [...text('env'), ...text(name), 0, ...leb(type)]),
    ),
    ...section(
      3,
      functions.map(({ type }) => leb(type)),
    ),
    ...section(
      4,
      table === undefined ? [] : [[0x70, ...limits, ...table.flatMap((n) => leb(n ?? 0))]],
    ),
    ...section(5, memoryPages === undefined ? [] : [[0, ...leb(memoryPages)]]),
    ...section(
      7,
      Object.entries(parts.exports ?? {}).map(([name, index]) => [...text(name), 0, ...leb(index)]),
    ),
    ...section(9, elements === undefined ? [] : [[0, 0x41, 0, 0x0b, ...vector(elements.map(leb))]]),
    ...section(10, bodies),
    ...(parts.extra ?? []),
  ])
}
