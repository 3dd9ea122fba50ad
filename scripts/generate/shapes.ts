import { isDecimal, refName, type Schema } from './abi.js'
import { isTuple, literalText } from './types.js'

/** A schema as the `Shape` that the SDK's codec follows, in one line; definitions by their name. */
export function shapeText(schema: Schema): string {
  if (schema.$ref !== undefined) return shapeName(refName(schema.$ref))
  if (schema.enum !== undefined) return `{ is: [${schema.enum.map(literalText).join(', ')}] }`
  if (schema.anyOf !== undefined) return `{ oneOf: [${schema.anyOf.map(shapeText).join(', ')}] }`
  switch (schema.type) {
    case 'null':
    case 'boolean':
    case 'number':
      return `'${schema.type}'`
    case 'string':
      return isDecimal(schema) ? `'bigint'` : `'string'`
    case 'array': {
      const items = schema.items ?? {}
      if (isTuple(items)) return `{ tuple: [${items.map(shapeText).join(', ')}] }`
      return `{ list: ${shapeText(items)} }`
    }
    case 'object':
      return objectShape(schema)
    default:
      return `'unknown'`
  }
}

/** The constant that holds a definition's shape. */
export function shapeName(definition: string): string {
  return `shapeOf${definition}`
}

function objectShape(schema: Schema): string {
  const { additionalProperties, properties = {}, required = [] } = schema
  if (typeof additionalProperties === 'object') {
    return `{ record: ${shapeText(additionalProperties)} }`
  }
  const entries = Object.entries(properties)
  const fields = entries.map(([name, member]) => `${name}: ${shapeText(member)}`)
  const optional = entries.map(([name]) => name).filter((name) => !required.includes(name))
  const optionalText =
    optional.length === 0 ? '' : `, optional: [${optional.map(literalText).join(', ')}]`
  return `{ fields: { ${fields.join(', ')} }${optionalText} }`
}

/** Definitions so ordered that each comes after those it uses. */
export function inOrder(
  definitions: Readonly<Record<string, Schema>>,
): readonly (readonly [string, Schema])[] {
  const done = new Set<string>()
  const ordered: (readonly [string, Schema])[] = []
  const visit = (name: string, path: readonly string[]): void => {
    if (done.has(name)) return
    if (path.includes(name)) throw new Error(`type ${name} contains itself`)
    const schema = definitions[name]
    if (schema === undefined) throw new Error(`type ${name} is not defined`)
    for (const used of refsOf(schema)) visit(used, [...path, name])
    done.add(name)
    ordered.push([name, schema])
  }
  for (const name of Object.keys(definitions).sort()) visit(name, [])
  return ordered
}

function refsOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, member]) =>
    key === '$ref' && typeof member === 'string' ? [refName(member)] : refsOf(member),
  )
}
