import { isDecimal, refName, type Schema } from './abi.js'
import { camel } from './names.js'

/**
 * `wire`: as JSON carries it, snake_case, 64-bit integers as decimal strings. `values`: as programs
 * use it, camelCase, those integers as bigint.
 */
export type Form = 'wire' | 'values'

/** A schema as TypeScript. */
export function typeText(schema: Schema, form: Form, indent = ''): string {
  if (schema.$ref !== undefined) return refName(schema.$ref)
  if (schema.enum !== undefined) return schema.enum.map(literalText).join(' | ')
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((part) => typeText(part, form, indent)).join(' | ')
  switch (schema.type) {
    case 'null':
      return 'null'
    case 'boolean':
    case 'number':
      return schema.type
    case 'string':
      return form === 'values' && isDecimal(schema) ? 'bigint' : 'string'
    case 'array':
      return listText(schema, form, indent)
    case 'object':
      return objectText(schema, form, indent)
    default:
      return 'unknown'
  }
}

export function literalText(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : String(value)
}

function listText({ items = {} }: Schema, form: Form, indent: string): string {
  if (isTuple(items)) {
    return `readonly [${items.map((item) => typeText(item, form, indent)).join(', ')}]`
  }
  const text = typeText(items, form, indent)
  return `readonly ${/[ |]/.test(text) ? `(${text})` : text}[]`
}

export function isTuple(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items)
}

function objectText(schema: Schema, form: Form, indent: string): string {
  const { additionalProperties } = schema
  if (typeof additionalProperties === 'object') {
    return `Readonly<Record<string, ${typeText(additionalProperties, form, indent)}>>`
  }
  const inner = `${indent}  `
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const mark = schema.required?.includes(name) === true ? '' : '?'
    const key = form === 'values' ? camel(name) : name
    return [
      ...docLines(member.description, inner),
      `${inner}readonly ${key}${mark}: ${typeText(member, form, inner)}`,
    ]
  })
  return members.length === 0
    ? 'Readonly<Record<never, never>>'
    : `{\n${members.join('\n')}\n${indent}}`
}

/** A documentation comment; nothing without documentation. */
export function docLines(text: string | undefined, indent = ''): readonly string[] {
  if (text === undefined || text === '') return []
  const lines = text.replaceAll('*/', '* /').split('\n')
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`]
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`]
}
