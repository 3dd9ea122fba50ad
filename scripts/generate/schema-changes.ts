import { refName, type Schema } from './abi.js'

/** What rules change in a schema; members by their wire names, at any depth but in other definitions. */
export type Changes = {
  /** A definition's name in programs. */
  readonly rename: (definition: string) => string
  readonly members?: Readonly<Record<string, string>> | undefined
  readonly bytes?: Readonly<Record<string, 'base64' | 'hex'>> | undefined
  readonly fallbacks?: Readonly<Record<string, string>> | undefined
  readonly isNullUndefined?: true | undefined
}

export function changed(schema: Schema, changes: Changes): Schema {
  const { $ref, type, anyOf, items, properties, additionalProperties } = schema
  if ($ref !== undefined) return { ...schema, $ref: changes.rename(refName($ref)) }
  if (type === 'null' && changes.isNullUndefined) return { ...schema, isAbsent: true }
  const inner = (part: Schema): Schema => changed(part, changes)
  return {
    ...schema,
    ...(anyOf && { anyOf: anyOf.map(inner) }),
    ...(items && { items: Array.isArray(items) ? items.map(inner) : inner(items as Schema) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: inner(additionalProperties),
    }),
    ...(properties && withMembers(schema, properties, changes)),
  }
}

function withMembers(
  { required = [] }: Schema,
  properties: Readonly<Record<string, Schema>>,
  changes: Changes,
): Pick<Schema, 'properties' | 'required'> {
  const { members = {}, bytes = {}, fallbacks = {} } = changes
  const entries = Object.entries(properties).map(([name, member]) => {
    const as = members[name]
    const text = bytes[name]
    const fallback = fallbacks[name]
    return [
      name,
      {
        ...changed(member, changes),
        ...(as !== undefined && { as }),
        ...(text !== undefined && { bytes: text }),
        ...(fallback !== undefined && { fallback }),
      },
    ] as const
  })
  return {
    properties: Object.fromEntries(entries),
    required: required.filter((name) => fallbacks[name] === undefined),
  }
}
