import { type Schema, serialize } from 'borsh'
import { items, member } from './json.js'

export type BorshSchema = Schema

const bitsOf: Readonly<Record<string, number>> = { u8: 8, u16: 16, u32: 32, u64: 64, u128: 128 }

/**
 * The Borsh bytes of a value. Throws RangeError for an integer that its field does not hold, which `borsh`
 * itself would cut off, and for a list of another length; what has another type throws Error.
 */
export function encodeBorsh(schema: BorshSchema, value: unknown): Uint8Array {
  checkRanges(schema, value, 'value')
  return serialize(schema, value)
}

function checkRanges(schema: BorshSchema, value: unknown, path: string): void {
  if (typeof schema === 'string') {
    const bits = bitsOf[schema]
    if (bits !== undefined) checkInteger(value, bits, path)
  } else if ('option' in schema) {
    if (value !== null && value !== undefined) checkRanges(schema.option, value, path)
  } else if ('array' in schema) {
    checkLength(value, schema.array.len, path)
    if (value instanceof Uint8Array) return
    for (const [i, item] of items(value).entries())
      checkRanges(schema.array.type, item, `${path}[${i}]`)
  } else if ('map' in schema) {
    for (const [key, item] of value instanceof Map ? value : []) {
      checkRanges(schema.map.key, key, `a key of ${path}`)
      checkRanges(schema.map.value, item, path)
    }
  } else if ('struct' in schema) {
    for (const [name, field] of Object.entries(schema.struct))
      checkRanges(field, member(value, name), `${path}.${name}`)
  } else if ('enum' in schema) {
    const [name = ''] = typeof value === 'object' && value !== null ? Object.keys(value) : []
    const variant = schema.enum.find(({ struct }) => Object.hasOwn(struct, name))
    if (variant !== undefined) checkRanges(variant, value, path)
  }
}

function checkLength(value: unknown, expected: number | undefined, path: string): void {
  const length = member(value, 'length')
  if (expected !== undefined && length !== expected)
    throw new RangeError(`${path} has ${length} items, not ${expected}`)
}

function checkInteger(value: unknown, bits: number, path: string): void {
  const isWhole = typeof value === 'bigint' || Number.isSafeInteger(value)
  if (!isWhole || BigInt(String(value)) < 0n || BigInt(String(value)) >> BigInt(bits) !== 0n)
    throw new RangeError(`${path} is no integer of ${bits} bits`)
}
