/** Decides between "over a limit" and "not a module" for modules that are both. */
import { ByteReader, ByteWriter } from './bytes.js'
import { sectionOrder, splitSections } from './module.js'
import type { SectionFailure } from './prepare-failure.js'

const sectionId = { imports: 2, functions: 3, code: 10, data: 11, dataCount: 12 } as const
/** No locals; `unreachable`; valid for every function type. */
const anyBody = Uint8Array.of(3, 0, 0x00, 0x0b)

/**
 * A module of what nearcore has validated when it finds the limit passed: the sections before, the
 * section of imports also when the limit is about it, and the bodies before.
 */
export function validatedBefore(code: Uint8Array, { section, bodies }: SectionFailure): Uint8Array {
  const { sections } = splitSections(code)
  const last = sectionOrder.indexOf(section)
  const out = new ByteWriter().raw(code.subarray(0, 8))
  for (const [place, id] of sectionOrder.entries()) {
    const content = sections.get(id)
    if (content === undefined || place > last) continue
    if (id !== section || id === sectionId.imports) out.byte(id).u32(content.length).raw(content)
  }
  if (last <= sectionOrder.indexOf(sectionId.functions)) return out.finish()
  const functions = new ByteReader(sections.get(sectionId.functions) ?? Uint8Array.of(0)).u32()
  out.section(sectionId.code, codeSection(sections.get(sectionId.code), functions, bodies))
  const data = sections.get(sectionId.data)
  // A declared number of segments has to be met.
  if (data !== undefined && section === sectionId.code && sections.has(sectionId.dataCount))
    out.byte(sectionId.data).u32(data.length).raw(data)
  return out.finish()
}

function codeSection(
  content: Uint8Array | undefined,
  functions: number,
  bodies: number,
): ByteWriter {
  const out = new ByteWriter().u32(functions)
  const reader = new ByteReader(content ?? Uint8Array.of(0))
  reader.u32()
  for (let i = 0; i < functions; i++) {
    if (i >= bodies) out.raw(anyBody)
    else {
      const length = reader.u32()
      out.u32(length).raw(reader.take(length))
    }
  }
  return out
}
