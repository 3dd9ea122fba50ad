import type { ContextTable, Continuations } from './counts.js'
import { modelOf, type TinyLm } from './model.js'
import type { Smoothing } from './smoothing.js'

/** A named part of a model, as other models have tensors: one for each length of context. */
export type ModelPart = { readonly name: string; readonly bytes: Uint8Array }

const format = 'tiny-lm/1'

/**
 * A model as bytes, the same for the same model wherever it was trained: contexts and bytes in
 * ascending order. Each part is `u32 contexts`, then for each context its Latin-1 bytes, `u16 n`, and n
 * times `u8 byte, u32 count`, little endian.
 */
export function modelParts(model: TinyLm): readonly ModelPart[] {
  const settings = JSON.stringify({
    format,
    order: model.order,
    smoothing: model.smoothing,
    trained_on_bytes: model.trainedOnBytes,
  })
  return [
    { name: 'settings', bytes: new TextEncoder().encode(settings) },
    ...model.tables.map((table, length) => ({
      name: `contexts.${length}`,
      bytes: encodeTable(table, length),
    })),
  ]
}

/** The model that its parts make; throws when they are not whole. */
export function modelFromParts(parts: readonly ModelPart[]): TinyLm {
  const [head, ...rest] = parts
  const settings = JSON.parse(new TextDecoder().decode(head?.bytes)) as Record<string, unknown>
  if (settings.format !== format || settings.order !== rest.length) {
    throw new RangeError('these are not the parts of a tiny-lm model')
  }
  const tables = rest.map(({ bytes }, length) => decodeTable(bytes, length))
  return modelOf(tables, settings.smoothing as Smoothing, Number(settings.trained_on_bytes))
}

function encodeTable(table: ContextTable, length: number): Uint8Array {
  const contexts = [...table.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
  const size = contexts.reduce((sum, [, { counts }]) => sum + length + 2 + counts.size * 5, 4)
  const out = Buffer.alloc(size)
  let at = out.writeUInt32LE(contexts.length, 0)
  for (const [context, { counts }] of contexts) {
    at += out.write(context, at, 'latin1')
    at = out.writeUInt16LE(counts.size, at)
    for (const [byte, count] of [...counts].sort(([a], [b]) => a - b)) {
      at = out.writeUInt32LE(count, out.writeUInt8(byte, at))
    }
  }
  return new Uint8Array(out)
}

function decodeTable(bytes: Uint8Array, length: number): ContextTable {
  const input = Buffer.from(bytes)
  const table: ContextTable = new Map()
  let at = 4
  for (let left = input.readUInt32LE(0); left > 0; left--) {
    const context = input.toString('latin1', at, at + length)
    const counts = new Map<number, number>()
    let total = 0
    let pairs = input.readUInt16LE(at + length)
    at += length + 2
    for (; pairs > 0; pairs--) {
      const count = input.readUInt32LE(at + 1)
      counts.set(input.readUInt8(at), count)
      total += count
      at += 5
    }
    const entry: Continuations = { counts, total }
    table.set(context, entry)
  }
  if (at !== input.length) throw new RangeError('bytes are left over')
  return table
}
