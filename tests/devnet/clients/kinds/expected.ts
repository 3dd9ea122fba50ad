/** What tests compare with what a client throws. */
import type { Family } from './kind.js'
import type { Json, Provocation } from './provocation.js'

export type Members = Readonly<Record<string, Json | undefined>>

export type Expected = {
  readonly className: string
  /** The text, the value whose JSON it is, or `name (part, part)` with the parts in any order. */
  readonly message:
    | string
    | { readonly json: unknown }
    | { readonly name: string; readonly parts: readonly string[] }
  readonly members: Readonly<Record<string, unknown>>
}

/** Puts members of the error in place of their names in braces. */
export function fill(template: string, members: Members): string {
  return template.replace(/\{(\w+)\}/g, (braced, name: string) => {
    const value = members[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : braced
  })
}

const isObject = (json: Json | undefined): json is { readonly [key: string]: Json } =>
  typeof json === 'object' && json !== null && !Array.isArray(json)

/** Follows names of enum variants down to the last one and its members. */
export function variantOf(json: Json): { readonly name: string; readonly members: Members } {
  let name = ''
  let at: Json = json
  for (;;) {
    if (!isObject(at)) return { name: typeof at === 'string' ? at : name, members: {} }
    const [only, ...more]: [string, Json][] = Object.entries(at)
    if (only === undefined || more.length > 0 || !/^[A-Z]/.test(only[0]))
      return { name, members: at }
    name = only[0]
    at = only[1]
  }
}

export const leafOf = (json: Json): Members => variantOf(json).members

/** The `FunctionCallError` of a failed call and the members of an error, wherever it stands. */
export function expectedOf(provocation: Provocation): {
  readonly index: number | null
  readonly call: Json | undefined
  readonly leaf: Members
} {
  if (provocation.via === 'refused')
    return { index: null, call: undefined, leaf: leafOf(provocation.error) }
  if (provocation.via === 'failed') {
    const { kind, index } = provocation
    const call = isObject(kind) ? kind.FunctionCallError : undefined
    return { index, call, leaf: leafOf(kind) }
  }
  const info = provocation.error.cause.info
  const leaf = isObject(info) ? info : {}
  return { index: null, call: leaf.vm_error === undefined ? undefined : leaf.error, leaf }
}

/** Kinds that the virtual machine gives. */
export function isCall(family: Family): boolean {
  return [
    'FunctionCallError',
    'CompilationError',
    'PrepareError',
    'MethodResolveError',
    'WasmTrap',
    'HostError',
  ].includes(family)
}
