import { HubError } from '../errors/hub-error.js'
import { fromBase64, toBase64 } from './base64.js'
import { fromHex, toHex } from './hex.js'
import type { FieldsShape, Shape } from './shape.js'

/**
 * A client value as JSON: camelCase to snake_case, bigint to decimal strings, members that are
 * undefined left out. Errors: SDK_PARAMETER names the member at fault.
 */
export function encodeValue(shape: Shape, value: unknown, path = ''): unknown {
  return convert(shape, value, path, 'out')
}

/** The opposite. Members a newer contract added are left out. Errors: SDK_BAD_RESULT. */
export function decodeValue(shape: Shape, value: unknown, path = ''): unknown {
  return convert(shape, value, path, 'in')
}

/** Whether JSON has exactly this shape: no member missing, none too many. */
export function isShaped(shape: Shape, value: unknown): boolean {
  try {
    convert(shape, value, '', 'exact')
    return true
  } catch {
    return false
  }
}

type Direction = 'in' | 'out' | 'exact'

const decimal = /^-?(0|[1-9][0-9]*)$/

function convert(shape: Shape, value: unknown, path: string, direction: Direction): unknown {
  if (typeof shape === 'string') return primitive(shape, value, path, direction)
  if ('is' in shape) {
    if (shape.is.some((literal) => literal === value)) return value
    throw wrong(path, `one of ${shape.is.join(', ')}`, direction)
  }
  if ('list' in shape) {
    if (!Array.isArray(value)) throw wrong(path, 'a list', direction)
    return value.map((item, i) => convert(shape.list, item, `${path}[${i}]`, direction))
  }
  if ('tuple' in shape) {
    if (!Array.isArray(value) || value.length !== shape.tuple.length) {
      throw wrong(path, `a list of ${shape.tuple.length}`, direction)
    }
    return shape.tuple.map((item, i) => convert(item, value[i], `${path}[${i}]`, direction))
  }
  if ('oneOf' in shape) return firstFitting(shape.oneOf, value, path, direction)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw wrong(path, 'an object', direction)
  }
  if ('record' in shape) {
    const entries = Object.entries(value)
    return Object.fromEntries(
      entries.map(([key, item]) => [key, convert(shape.record, item, join(path, key), direction)]),
    )
  }
  return members(shape, value, path, direction)
}

function members(shape: FieldsShape, value: object, path: string, direction: Direction): unknown {
  const converted: Record<string, unknown> = {}
  const known = new Set<string>()
  for (const [name, member] of Object.entries(shape.fields)) {
    const own = shape.names?.[name] ?? camel(name)
    const from = direction === 'out' ? own : name
    const to = direction === 'in' ? own : name
    known.add(from)
    const found: unknown = Object.hasOwn(value, from) ? Reflect.get(value, from) : undefined
    if (found === undefined) {
      const fallback = shape.fallbacks?.[name]
      if (fallback !== undefined) converted[to] = fallback
      if (fallback !== undefined || shape.optional?.includes(name) === true) continue
      throw wrong(join(path, from), 'present', direction)
    }
    converted[to] = convert(member, found, join(path, from), direction)
  }
  if (direction === 'in' || shape.ignoresOthers === true) return converted
  const unknown = Object.keys(value).find((key) => !known.has(key))
  if (unknown !== undefined) throw wrong(join(path, unknown), 'absent', direction)
  return converted
}

function firstFitting(
  shapes: readonly Shape[],
  value: unknown,
  path: string,
  direction: Direction,
): unknown {
  let failure: unknown
  for (const shape of shapes) {
    try {
      return convert(shape, value, path, direction)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

function primitive(
  shape: Extract<Shape, string>,
  value: unknown,
  path: string,
  direction: Direction,
): unknown {
  switch (shape) {
    case 'unknown':
      return value
    case 'null':
      if (value === null) return value
      break
    case 'absent':
      if (value === (direction === 'out' ? undefined : null))
        return direction === 'in' ? undefined : null
      break
    case 'base64':
    case 'hex':
      return bytes(shape, value, path, direction)
    case 'bigint':
      if (direction === 'out') {
        if (typeof value === 'bigint') return String(value)
      } else if (typeof value === 'string' && decimal.test(value)) {
        return direction === 'in' ? BigInt(value) : value
      }
      break
    default:
      if (typeof value === shape) return value
  }
  throw wrong(
    path,
    shape === 'bigint' && direction !== 'out' ? 'a decimal string' : shape,
    direction,
  )
}

function bytes(
  shape: 'base64' | 'hex',
  value: unknown,
  path: string,
  direction: Direction,
): unknown {
  if (direction === 'out') {
    if (value instanceof Uint8Array) return shape === 'hex' ? toHex(value) : toBase64(value)
  } else if (typeof value === 'string') {
    return shape === 'hex' ? fromHex(value) : fromBase64(value)
  }
  throw wrong(path, 'bytes', direction)
}

function wrong(path: string, expected: string, direction: Direction): HubError {
  const code = direction === 'out' ? 'SDK_PARAMETER' : 'SDK_BAD_RESULT'
  return direction === 'out'
    ? new HubError(code, [path === '' ? 'value' : path, expected])
    : new HubError(code, [path === '' ? 'the contract' : path])
}

function camel(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}
