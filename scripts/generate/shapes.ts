import { type Definitions, isDecimal, refName, refsOf, type Schema } from './abi.js'
import { isTuple, literalText } from './types.js'

/**
 * A schema as the `Shape` that the SDK's codec follows, in one line. Definitions stand by their name,
 * those of a single word by that.
 */
export function shapeText(schema: Schema, definitions: Definitions = {}): string {
  const inner = (part: Schema): string => shapeText(part, definitions)
  if (schema.bytes !== undefined) return `'${schema.bytes}'`
  if (schema.$ref !== undefined) {
    const name = refName(schema.$ref)
    return wordOf(definitions[name]) ?? shapeName(name)
  }
  if (schema.enum !== undefined) return `{ is: [${schema.enum.map(literalText).join(', ')}] }`
  if (schema.anyOf !== undefined) return `{ oneOf: [${schema.anyOf.map(inner).join(', ')}] }`
  const word = wordOf(schema)
  if (word !== undefined) return word
  if (schema.type !== 'array') return objectShape(schema, inner)
  const items = schema.items ?? {}
  if (isTuple(items)) return `{ tuple: [${items.map(inner).join(', ')}] }`
  return `{ list: ${inner(items)} }`
}

/** Shapes that are one word; undefined for others. */
export function wordOf(schema: Schema | undefined): string | undefined {
  if (schema === undefined || schema.enum || schema.anyOf || schema.$ref) return undefined
  switch (schema.type) {
    case 'null':
      return schema.isAbsent ? `'absent'` : `'null'`
    case 'boolean':
    case 'number':
      return `'${schema.type}'`
    case 'string':
      return isDecimal(schema) ? `'bigint'` : `'string'`
    case 'array':
    case 'object':
      return undefined
    default:
      return `'unknown'`
  }
}

/** The constant that holds a definition's shape. */
export function shapeName(definition: string): string {
  return `shapeOf${definition}`
}

function objectShape(schema: Schema, inner: (part: Schema) => string): string {
  const { additionalProperties, properties = {}, required = [], ignoresOthers } = schema
  if (typeof additionalProperties === 'object') return `{ record: ${inner(additionalProperties)} }`
  const entries = Object.entries(properties)
  const optional = entries.map(([name]) => name).filter((name) => !required.includes(name))
  const parts = [
    `fields: { ${entries.map(([name, member]) => `${name}: ${inner(member)}`).join(', ')} }`,
    ...(optional.length === 0 ? [] : [`optional: [${optional.map(literalText).join(', ')}]`]),
    ...named('names', entries, ({ as }, name) => (as === name ? undefined : as)),
    ...named('fallbacks', entries, ({ fallback }) => fallback),
    ...(ignoresOthers === true ? ['ignoresOthers: true'] : []),
  ]
  return `{ ${parts.join(', ')} }`
}

/** A part that says something of some members. */
function named(
  part: string,
  entries: readonly (readonly [string, Schema])[],
  say: (member: Schema, name: string) => string | undefined,
): readonly string[] {
  const said = entries.flatMap(([name, member]) => {
    const text = say(member, name)
    return text === undefined ? [] : [`${name}: ${literalText(text)}`]
  })
  return said.length === 0 ? [] : [`${part}: { ${said.join(', ')} }`]
}

/** Definitions so ordered that each comes after those it uses; names that are not among them are let be. */
export function inOrder(definitions: Definitions): readonly (readonly [string, Schema])[] {
  const done = new Set<string>()
  const ordered: (readonly [string, Schema])[] = []
  const visit = (name: string, path: readonly string[]): void => {
    const schema = definitions[name]
    if (schema === undefined || done.has(name)) return
    if (path.includes(name)) throw new Error(`type ${name} contains itself`)
    for (const used of refsOf(schema)) visit(used, [...path, name])
    done.add(name)
    ordered.push([name, schema])
  }
  for (const name of Object.keys(definitions).sort()) visit(name, [])
  return ordered
}
