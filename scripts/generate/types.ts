import { isDecimal, refName, type Schema } from './abi.js'
import { camel } from './names.js'

/** A schema as the TypeScript that programs see: members in camelCase, 64-bit integers as bigint. */
export function typeText(schema: Schema, indent = ''): string {
  if (schema.bytes !== undefined) return 'Uint8Array'
  if (schema.$ref !== undefined) return refName(schema.$ref)
  if (schema.enum !== undefined) return schema.enum.map(literalText).join(' | ')
  if (schema.anyOf !== undefined)
    return schema.anyOf.map((part) => typeText(part, indent)).join(' | ')
  switch (schema.type) {
    case 'null':
      return schema.isAbsent ? 'undefined' : 'null'
    case 'boolean':
    case 'number':
      return schema.type
    case 'string':
      return isDecimal(schema) ? 'bigint' : 'string'
    case 'array':
      return listText(schema, indent)
    case 'object':
      return objectText(schema, indent)
    default:
      return 'unknown'
  }
}

export function literalText(value: string | number | boolean): string {
  return typeof value === 'string' ? `'${value.replace(/['\\]/g, '\\$&')}'` : String(value)
}

function listText({ items = {} }: Schema, indent: string): string {
  if (isTuple(items)) {
    return `readonly [${items.map((item) => typeText(item, indent)).join(', ')}]`
  }
  const text = typeText(items, indent)
  return `readonly ${/[ |]/.test(text) ? `(${text})` : text}[]`
}

export function isTuple(items: Schema | readonly Schema[]): items is readonly Schema[] {
  return Array.isArray(items)
}

function objectText(schema: Schema, indent: string): string {
  const { additionalProperties } = schema
  if (typeof additionalProperties === 'object') {
    return `Readonly<Record<string, ${typeText(additionalProperties, indent)}>>`
  }
  const inner = `${indent}  `
  const members = Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const mark = schema.required?.includes(name) === true ? '' : '?'
    return [
      ...docLines(memberDoc(member), inner),
      `${inner}readonly ${member.as ?? camel(name)}${mark}: ${typeText(member, inner)}`,
    ]
  })
  return members.length === 0
    ? 'Readonly<Record<never, never>>'
    : `{\n${members.join('\n')}\n${indent}}`
}

function memberDoc({ description = '', fallback }: Schema): string {
  return [description, fallback === undefined ? '' : `\`${fallback}\` unless given.`]
    .filter((part) => part !== '')
    .join(' ')
}

/** A documentation comment; nothing without documentation. */
export function docLines(text: string | undefined, indent = ''): readonly string[] {
  if (text === undefined || text === '') return []
  const lines = text.replaceAll('*/', '* /').split('\n')
  if (lines.length === 1) return [`${indent}/** ${lines[0]} */`]
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`.trimEnd()), `${indent} */`]
}
