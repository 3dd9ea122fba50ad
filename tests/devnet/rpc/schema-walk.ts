/** Compares JSON with a zod schema member by member, which zod's own parsing does not: it strips what it does not know. */
import * as z from 'zod/v4/core'

export type Difference = {
  /** Names of members from the answer down, `*` for any place of a list, variants included. */
  readonly path: string
  readonly kind:
    | 'invalid'
    /** Sent, but the schema has no such member. */
    | 'unknown'
    /** Optional in the schema and not sent. */
    | 'absent'
}

/** Where a value departs from a schema; a union is compared with its nearest option. */
export function differences(schema: unknown, value: unknown, path: string): readonly Difference[] {
  if (schema instanceof z.$ZodLazy) return differences(schema._zod.def.getter(), value, path)
  if (schema instanceof z.$ZodOptional) return differences(schema._zod.def.innerType, value, path)
  if (schema instanceof z.$ZodUnion) return nearest(schema._zod.def.options, value, path)
  if (schema instanceof z.$ZodIntersection)
    return best(
      objectsOf(schema).map((parts) => object(parts, value, path)),
      path,
    )
  if (schema instanceof z.$ZodArray) {
    const { element } = schema._zod.def
    if (!Array.isArray(value)) return [{ path, kind: 'invalid' }]
    return value.flatMap((item: unknown) => differences(element, item, `${path}.*`))
  }
  if (schema instanceof z.$ZodObject) return object([schema], value, path)
  if (!(schema instanceof z.$ZodType)) throw new TypeError(`no schema at ${path}`)
  return z.safeParse(schema, value).success ? [] : [{ path, kind: 'invalid' }]
}

/** The client renames members so before it parses. */
function camelCase(name: string): string {
  const [first = '', ...rest] = name.split('_')
  return first + rest.map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join('')
}

function object(
  schemas: readonly z.$ZodObject[],
  value: unknown,
  path: string,
): readonly Difference[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return [{ path, kind: 'invalid' }]
  const sent = new Map(Object.entries(value).map(([name, member]) => [camelCase(name), member]))
  const found: Difference[] = []
  const known = new Set<string>()
  for (const schema of schemas) {
    for (const [name, member] of Object.entries(schema._zod.def.shape)) {
      known.add(name)
      const at = `${path}.${name}`
      if (sent.has(name)) found.push(...differences(member, sent.get(name), at))
      else found.push({ path: at, kind: member instanceof z.$ZodOptional ? 'absent' : 'invalid' })
    }
  }
  for (const name of sent.keys())
    if (!known.has(name)) found.push({ path: `${path}.${name}`, kind: 'unknown' })
  return found
}

function nearest(options: readonly unknown[], value: unknown, path: string): readonly Difference[] {
  return best(
    options.map((option) => differences(option, value, path)),
    path,
  )
}

/** An option whose own members fit comes before one that only has fewer faults further down. */
function best(tried: readonly (readonly Difference[])[], path: string): readonly Difference[] {
  const depth = path.split('.').length + 1
  const weight = (found: readonly Difference[]): number =>
    found.reduce(
      (sum, { path: at, kind }) => sum + (at.split('.').length > depth ? 0.001 : 1) * weights[kind],
      0,
    )
  return tried.reduce((least, next) => (weight(next) < weight(least) ? next : least))
}

const weights = { invalid: 100_000, unknown: 1_000, absent: 1 } as const

/** The objects whose members together make the value, for each choice among the options. */
function objectsOf(schema: unknown): readonly (readonly z.$ZodObject[])[] {
  if (schema instanceof z.$ZodLazy) return objectsOf(schema._zod.def.getter())
  if (schema instanceof z.$ZodObject) return [[schema]]
  if (schema instanceof z.$ZodUnion) return schema._zod.def.options.flatMap(objectsOf)
  if (!(schema instanceof z.$ZodIntersection)) return []
  const { left, right } = schema._zod.def
  const others = objectsOf(right)
  return objectsOf(left).flatMap((one) => others.map((other) => [...one, ...other]))
}
