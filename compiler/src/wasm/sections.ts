/** Just enough of the wasm binary format to take sections apart and put them together. */

export type Section = { readonly id: number; readonly body: Uint8Array }

export const sectionId = {
  custom: 0,
  import: 2,
  memory: 5,
  export: 7,
  element: 9,
  code: 10,
  data: 11,
  dataCount: 12,
} as const

export function readSections(wasm: Uint8Array): Section[] {
  const sections: Section[] = []
  let at = 8
  while (at < wasm.length) {
    const id = wasm[at] ?? 0
    const size = readLeb(wasm, at + 1)
    const end = size.next + size.value
    sections.push({ id, body: wasm.subarray(size.next, end) })
    at = end
  }
  return sections
}

export function writeSections(sections: readonly Section[]): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0)]
  for (const section of sections) {
    parts.push(Uint8Array.of(section.id), leb(section.body.length), section.body)
  }
  return concatBytes(parts)
}

function readLeb(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0
  let shift = 0
  let next = start
  for (;;) {
    const byte = bytes[next++] ?? 0
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return { value, next }
    shift += 7
  }
}

/** Unsigned LEB128. */
export function leb(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  do {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    bytes.push(rest > 0 ? low | 0x80 : low)
  } while (rest > 0)
  return Uint8Array.from(bytes)
}

/** Signed LEB128 of a non-negative number. */
export function signedLeb(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (;;) {
    const low = rest % 128
    rest = Math.floor(rest / 128)
    const done = rest === 0 && low < 64
    bytes.push(done ? low : low | 0x80)
    if (done) return Uint8Array.from(bytes)
  }
}

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
